import Type from 'typebox';
import type { PresentedDocument, PresentedDocumentDetails } from '../present.ts';
import { LanguageSchema, nullable, type PropertiesOf, refer } from './shared.ts';

export const ListQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'Documents on a page' })),
    cursor: Type.Optional(
      Type.String({ maxLength: 2_048, description: '`nextCursor` of the page before; leave it out for the first' }),
    ),
  },
  { additionalProperties: false },
);

export const IdSchema = Type.Object({ id: Type.String({ description: 'Percent-encoded, slashes too' }) });

/** Of a signed link: see `link-signature.ts`. */
export const SignatureSchema = Type.Object({
  expires: Type.Optional(
    Type.String({ description: 'Of a signed link, as citations carry it where documents are not public' }),
  ),
  signature: Type.Optional(Type.String({ description: 'The same' })),
});

const documentProperties = {
  id: Type.String(),
  version: Type.String(),
  title: Type.String(),
  publisher: nullable(Type.String()),
  date: nullable(Type.String({ description: 'ISO 8601, to the precision known' })),
  language: LanguageSchema,
  pages: nullable(Type.Integer({ description: 'How many physical pages; null where the format has none' })),
  passages: Type.Integer({ description: 'How many passages' }),
  fileName: Type.String(),
} satisfies PropertiesOf<PresentedDocument>;

export interface DocumentPage {
  readonly documents: readonly PresentedDocument[];
  readonly nextCursor: string | null;
}

export const documentPageDefinition = Type.Object(
  {
    documents: Type.Array(Type.Object(documentProperties), { description: 'In order of id' }),
    nextCursor: nullable(Type.String({ description: 'null on the last page' })),
  } satisfies PropertiesOf<DocumentPage>,
  { $id: 'DocumentPage', title: 'DocumentPage' },
);

export const DocumentPageSchema = refer<DocumentPage>('DocumentPage');

export const documentDefinition = Type.Object(
  {
    ...documentProperties,
    authors: Type.Array(Type.String()),
    url: nullable(Type.String()),
    licence: nullable(Type.String()),
    note: nullable(Type.String()),
    mediaType: Type.String(),
  } satisfies PropertiesOf<PresentedDocumentDetails>,
  { $id: 'Document', title: 'Document' },
);

export const DocumentDetailsSchema = refer<PresentedDocumentDetails>('Document');

export const UploadSchema = Type.Object({
  file: Type.String({ format: 'binary', description: 'PDF, DOCX, HTML, Markdown or text' }),
});
