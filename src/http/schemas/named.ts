import type { TSchema } from 'typebox';
import { answerDefinition, citationDefinition } from './ask.ts';
import { documentDefinition, documentPageDefinition } from './documents.ts';
import { ingestionReportDefinition } from './ingestion.ts';
import { searchResultDefinition } from './search.ts';
import {
  documentReferenceDefinition,
  explanationDefinition,
  hitDefinition,
  passageDefinition,
  problemDefinition,
} from './shared.ts';

/** The schemas that others refer to by name: the components of the OpenAPI document. */
export const NAMED_SCHEMAS: readonly TSchema[] = [
  problemDefinition,
  documentReferenceDefinition,
  explanationDefinition,
  passageDefinition,
  hitDefinition,
  citationDefinition,
  answerDefinition,
  searchResultDefinition,
  documentDefinition,
  documentPageDefinition,
  ingestionReportDefinition,
];
