import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readProfile, unknownModelNotice } from '../../src/embedding/model-profile.ts';

function profileOf(model: string, files: Record<string, object> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-profile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return readProfile(model, folder);
}

const SEARCH_SENTENCE = 'Represent this sentence for searching relevant passages: ';

describe('what a model’s card asks for is known by the name of', () => {
  it.each([
    ['Xenova/multilingual-e5-small', 'mean', 'query: ', 'passage: '],
    ['intfloat/multilingual-e5-base', 'mean', 'query: ', 'passage: '],
    [
      'intfloat/multilingual-e5-large-instruct',
      'mean',
      'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ',
      '',
    ],
    ['Xenova/bge-m3', 'cls', '', ''],
    ['Xenova/bge-base-en-v1.5', 'cls', SEARCH_SENTENCE, ''],
    ['onnx-community/gte-multilingual-base', 'cls', '', ''],
    ['Alibaba-NLP/gte-modernbert-base', 'cls', '', ''],
    ['Snowflake/snowflake-arctic-embed-l-v2.0', 'cls', 'query: ', ''],
    ['Snowflake/snowflake-arctic-embed-m-v1.5', 'cls', SEARCH_SENTENCE, ''],
    ['Xenova/paraphrase-multilingual-MiniLM-L12-v2', 'mean', '', ''],
    [
      'onnx-community/embeddinggemma-300m-ONNX',
      'sentence_embedding',
      'task: search result | query: ',
      'title: none | text: ',
    ],
    ['OrdalieTech/Solon-embeddings-large-0.1', 'mean', 'query : ', ''],
    ['nomic-ai/nomic-embed-text-v2-moe', 'mean', 'search_query: ', 'search_document: '],
    ['Lajavaness/bilingual-embedding-base', 'mean', '', ''],
  ])('%s', (model, pooling, queryPrefix, passagePrefix) => {
    expect(profileOf(model)).toEqual({
      pooling,
      normalise: true,
      queryPrefix,
      passagePrefix,
      dimensions: null,
      maxTokens: null,
      isStated: true,
    });
  });
});

describe('a model’s profile', () => {
  it('is the plain one where nothing is said, and says that nothing was', () => {
    expect(profileOf('org/notre5modele')).toMatchObject({
      pooling: 'mean',
      queryPrefix: '',
      passagePrefix: '',
      isStated: false,
    });
  });

  it('is taken from sourcier.json first, then from its files, then from its family', () => {
    const files = {
      'config_sentence_transformers.json': { prompts: { query: 'Q: ', document: 'D: ' } },
      '1_Pooling/config.json': { pooling_mode_cls_token: true },
    };
    expect(profileOf('e5-mine', files)).toMatchObject({ pooling: 'cls', queryPrefix: 'Q: ', passagePrefix: 'D: ' });
    expect(profileOf('e5-mine', { ...files, 'sourcier.json': { queryPrefix: '' } })).toMatchObject({
      pooling: 'cls',
      queryPrefix: '',
      passagePrefix: 'D: ',
    });
  });

  it('keeps its family’s prefixes where its files have empty prompts, as sentence-transformers writes them', () => {
    const files = { 'config_sentence_transformers.json': { prompts: { query: '', document: '' } } };
    expect(profileOf('e5-mine', files)).toMatchObject({ queryPrefix: 'query: ', passagePrefix: 'passage: ' });
  });

  it('reads the pooling in both forms that sentence-transformers writes', () => {
    const pooling = (stated: object) => profileOf('x', { '1_Pooling/config.json': stated }).pooling;
    expect(pooling({ pooling_mode_cls_token: false, pooling_mode_mean_tokens: true })).toBe('mean');
    expect(pooling({ pooling_mode: 'cls' })).toBe('cls');
    expect(() => pooling({ pooling_mode_cls_token: true, pooling_mode_mean_tokens: true })).toThrow(
      expect.objectContaining({ code: 'model_unusable' }),
    );
  });

  it('need not be read from 1_Pooling where sourcier.json says otherwise', () => {
    const files = { '1_Pooling/config.json': { pooling_mode_lasttoken: true }, 'sourcier.json': { pooling: 'cls' } };
    expect(profileOf('x', files)).toMatchObject({ pooling: 'cls', isStated: true });
  });

  it('that is a guess is told in both languages, with the file that would state it', () => {
    const notice = unknownModelNotice('org/inconnu');
    for (const language of ['fr', 'en'] as const) {
      expect(notice[language].detail).toContain('org/inconnu');
      expect(notice[language].detail).toContain('sourcier.json');
    }
    expect(notice.fr.detail).not.toMatch(/ [:;?!»]|« |'/);
  });
});
