/**
 * The tables of `sourcier.db`. Rows have versions: a generation `g` sees the documents with `added` ≤ g whose `removed`
 * is null or > g, so that a new generation is prepared beside the one being served and published by one small
 * transaction. Prepared rows carry the generation `STAGED` until then.
 *
 * Row ids are never used again (AUTOINCREMENT): the derived files name passages and vectors by them.
 */
export const SCHEMA = `
CREATE TABLE generations (
  number INTEGER PRIMARY KEY,
  manifest TEXT NOT NULL,
  vectors_file TEXT NOT NULL,
  lexical_file TEXT NOT NULL,
  published_at TEXT NOT NULL
) STRICT;

-- One row while a generation is being prepared.
CREATE TABLE staging (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  manifest TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  sidecar_version TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('corpus', 'upload')),
  path TEXT NOT NULL,
  added INTEGER NOT NULL,
  removed INTEGER,
  description TEXT NOT NULL,
  description_hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX documents_by_id ON documents (id) WHERE removed IS NULL;

-- Apart from documents, so that publishing does not rewrite the texts.
CREATE TABLE contents (
  document_row INTEGER PRIMARY KEY REFERENCES documents (row_id) ON DELETE CASCADE,
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- Equal vectors are one row: a graph of neighbours loses its way among many points in one place.
CREATE TABLE vectors (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash TEXT NOT NULL UNIQUE,
  vector BLOB NOT NULL
) STRICT;

CREATE TABLE passages (
  row_id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_row INTEGER NOT NULL REFERENCES documents (row_id) ON DELETE CASCADE,
  vector_row INTEGER NOT NULL REFERENCES vectors (row_id),
  heading_vector_row INTEGER NOT NULL REFERENCES vectors (row_id),
  id TEXT NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  page INTEGER,
  section TEXT NOT NULL,
  text TEXT NOT NULL,
  analysis BLOB NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document_row, row_id, vector_row);
CREATE INDEX passages_by_vector ON passages (vector_row);
CREATE INDEX passages_by_heading_vector ON passages (heading_vector_row);
CREATE INDEX passages_by_id ON passages (id);

-- Files whose documents were removed by hand: an ingestion passes over them unless they are named.
CREATE TABLE tombstones (
  origin TEXT NOT NULL CHECK (origin IN ('corpus', 'upload')),
  path TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (origin, path)
) STRICT;

-- Texts that permalinks still point into, after their documents were replaced or withdrawn; until they are purged.
CREATE TABLE earlier_versions (
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;

-- Documents of which nothing is kept once readers have changed over.
CREATE TABLE purged_documents (
  id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE last_ingestion (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  report TEXT NOT NULL
) STRICT;
`;

/** The generation of rows that are prepared and not published: later than any that comes. */
export const STAGED = Number.MAX_SAFE_INTEGER;
