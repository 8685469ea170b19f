import Type from 'typebox';
import type { PresentedFailure, PresentedIngestion } from '../present.ts';
import { type PropertiesOf, refer } from './shared.ts';

export const ingestionReportDefinition = Type.Object(
  {
    startedAt: Type.String(),
    finishedAt: Type.String(),
    generation: Type.Integer({ description: 'The generation of the index that was published' }),
    added: Type.Array(Type.String()),
    replaced: Type.Array(Type.String()),
    unchanged: Type.Integer(),
    reindexed: Type.Integer({ description: 'Indexed again because the settings had changed' }),
    withdrawn: Type.Array(Type.String()),
    passedOver: Type.Array(Type.String(), { description: 'Files whose documents were removed by hand' }),
    failures: Type.Array(
      Type.Object({
        file: Type.String(),
        code: Type.String(),
        title: Type.String(),
        detail: Type.String(),
      } satisfies PropertiesOf<PresentedFailure>),
      { description: 'Files that could not be indexed, and why' },
    ),
    warnings: Type.Array(
      Type.Object({
        file: Type.String(),
        code: Type.Enum(['pages_without_text', 'encoding_guessed']),
        pages: Type.Optional(Type.Array(Type.Integer(), { description: 'Physical pages without text' })),
      }),
    ),
    passages: Type.Integer({ description: 'Passages in the index afterwards' }),
  } satisfies PropertiesOf<PresentedIngestion>,
  { $id: 'IngestionReport', title: 'IngestionReport' },
);

export const IngestionReportSchema = refer<PresentedIngestion>('IngestionReport');
