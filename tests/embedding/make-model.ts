import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FLOAT, Graph, INT64, UINT8 } from './onnx.ts';

export interface ModelOptions {
  /** Other seeds give other weights. */
  readonly seed?: number;
  readonly width?: number;
  readonly layers?: number;
  readonly heads?: number;
  /** Positions that the network knows; it fails on longer inputs. */
  readonly positions?: number;
  readonly weights?: readonly ('q8' | 'fp32')[];
  /** Does the network ask for `token_type_ids`? */
  readonly tokenTypes?: boolean;
  /** Does it end in a dense layer over the mean, under the name `sentence_embedding`? */
  readonly sentenceEmbedding?: boolean;
  readonly tokenizer?: 'wordpiece' | 'unigram';
  /** As tokenizer_config.json states it; null: not at all. */
  readonly maxLength?: number | null;
  /** Other files, by name. */
  readonly files?: Readonly<Record<string, object>>;
}

const DEFAULTS: Required<ModelOptions> = {
  seed: 1,
  width: 16,
  layers: 1,
  heads: 2,
  positions: 64,
  weights: ['q8'],
  tokenTypes: false,
  sentenceEmbedding: false,
  tokenizer: 'wordpiece',
  maxLength: 64,
  files: {},
};

/** Uniform numbers between −1 and 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

const WORDS =
  'la le les de du des un une et est où qui que dans pour bibliothèque phare port musée ouvert ferme heures ville quand sept ' +
  'the a of to and is where who when library harbour opens closes query passage texte mot phrase numéro';

const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûœ0123456789.,:;!?()%’\'"-'];

/**
 * Writes a transformer encoder in the hub's layout, as the exports of `multilingual-e5-small` and the like have it:
 * embeddings of words and positions, self-attention and a feed-forward part with residuals and layer norms (Vaswani et
 * al. 2017), with seeded random weights. `q8` is quantised as those are: eight-bit weights, and inputs that are
 * quantised as they come (DynamicQuantizeLinear, MatMulInteger).
 */
export function makeModel(folder: string, options: ModelOptions = {}): void {
  const settings: Required<ModelOptions> = { ...DEFAULTS, ...options };
  const tokenizer = settings.tokenizer === 'wordpiece' ? wordPiece() : unigram();
  const write = (name: string, content: object | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.isBuffer(content) ? content : JSON.stringify(content));
  };
  write('config.json', {
    model_type: settings.tokenizer === 'wordpiece' ? 'bert' : 'xlm-roberta',
    hidden_size: settings.width,
    num_hidden_layers: settings.layers,
    num_attention_heads: settings.heads,
    // Roberta's positions begin after the number of the padding token.
    max_position_embeddings: settings.positions + (settings.tokenizer === 'wordpiece' ? 0 : 2),
    pad_token_id: tokenizer.padding,
    vocab_size: tokenizer.size,
  });
  write('tokenizer.json', tokenizer.description);
  write('tokenizer_config.json', {
    ...tokenizer.config,
    ...(settings.maxLength === null ? {} : { model_max_length: settings.maxLength }),
  });
  write('special_tokens_map.json', tokenizer.special);
  for (const precision of settings.weights) {
    const name = precision === 'q8' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
    write(name, encoder(settings, tokenizer.size, precision));
  }
  for (const [name, content] of Object.entries(settings.files)) write(name, content);
}

function encoder(settings: Required<ModelOptions>, vocabulary: number, precision: 'q8' | 'fp32'): Buffer {
  const { width, heads, positions, layers } = settings;
  const random = randomNumbers(settings.seed);
  const graph = new Graph();
  const weights = (rows: number, columns: number) =>
    Float32Array.from({ length: rows * columns }, () => random() * Math.sqrt(3 / rows));
  const table = (rows: number) =>
    graph.constant([rows, width], FLOAT, Float32Array.from({ length: rows * width }, random));
  const multiply = (input: string, rows: number, columns: number) =>
    (precision === 'q8' ? quantisedProduct : product)(graph, input, weights(rows, columns), [rows, columns]);
  const norm = (input: string) => {
    const ones = graph.constant([width], FLOAT, new Float32Array(width).fill(1));
    const zeros = graph.constant([width], FLOAT, new Float32Array(width));
    return graph.apply('LayerNormalization', [input, ones, zeros], { axis: -1, epsilon: { float: 1e-5 } });
  };

  const dims = ['batch', 'sequence'];
  const ids = graph.input('input_ids', INT64, dims);
  const attention = graph.input('attention_mask', INT64, dims);
  let states = graph.apply('Gather', [table(vocabulary), ids]);
  if (settings.tokenTypes) {
    states = graph.apply('Add', [
      states,
      graph.apply('Gather', [table(2), graph.input('token_type_ids', INT64, dims)]),
    ]);
  }
  const places = graph.apply('Sub', [
    graph.apply('CumSum', [attention, graph.constant([], INT64, BigInt64Array.of(1n))]),
    graph.integers(1),
  ]);
  const place = graph.apply('Max', [places, graph.integers(0)]);
  states = norm(graph.apply('Add', [states, graph.apply('Gather', [table(positions), place])]));

  const mask = graph.apply('Cast', [attention], { to: FLOAT });
  const hidden = graph.apply('Mul', [graph.apply('Sub', [graph.scalar(1), mask]), graph.scalar(-1e9)]);
  const bias = graph.apply('Unsqueeze', [hidden, graph.integers(1, 2)]);
  for (let layer = 0; layer < layers; layer++) {
    const split = (input: string, perm: number[]) =>
      graph.apply('Transpose', [graph.apply('Reshape', [input, graph.integers(0, 0, heads, width / heads)])], { perm });
    const query = split(multiply(states, width, width), [0, 2, 1, 3]);
    const key = split(multiply(states, width, width), [0, 2, 3, 1]);
    const value = split(multiply(states, width, width), [0, 2, 1, 3]);
    // Sharper than 1/√d, so that random weights attend to something.
    const likeness = graph.apply('Mul', [
      graph.apply('MatMul', [query, key]),
      graph.scalar(2 / Math.sqrt(width / heads)),
    ]);
    const share = graph.apply('Softmax', [graph.apply('Add', [likeness, bias])], { axis: -1 });
    const seen = graph.apply('Transpose', [graph.apply('MatMul', [share, value])], { perm: [0, 2, 1, 3] });
    const joined = graph.apply('Reshape', [seen, graph.integers(0, 0, width)]);
    states = norm(graph.apply('Add', [states, multiply(joined, width, width)]));
    const inner = graph.apply('Relu', [multiply(states, width, 4 * width)]);
    states = norm(graph.apply('Add', [states, multiply(inner, 4 * width, width)]));
  }
  graph.rename(states, 'last_hidden_state');
  graph.output('last_hidden_state', FLOAT, [...dims, width]);
  if (settings.sentenceEmbedding) {
    const kept = graph.apply('Mul', [states, graph.apply('Unsqueeze', [mask, graph.integers(2)])]);
    const sum = graph.apply('ReduceSum', [kept, graph.integers(1)], { keepdims: 0 });
    const mean = graph.apply('Div', [sum, graph.apply('ReduceSum', [mask, graph.integers(1)], { keepdims: 1 })]);
    graph.rename(product(graph, mean, weights(width, width / 2), [width, width / 2]), 'sentence_embedding');
    graph.output('sentence_embedding', FLOAT, ['batch', width / 2]);
  }
  return graph.encode();
}

type Shape = readonly [rows: number, columns: number];

function product(graph: Graph, input: string, weights: Float32Array, shape: Shape): string {
  return graph.apply('MatMul', [input, graph.constant(shape, FLOAT, weights)]);
}

function quantisedProduct(graph: Graph, input: string, weights: Float32Array, shape: Shape): string {
  const scale = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) / 127;
  const quantised = Uint8Array.from(weights, (weight) => Math.round(weight / scale) + 128);
  const [numbers, inputScale, zero] = graph.add('DynamicQuantizeLinear', [input], {}, 3) as [string, string, string];
  const weightZero = graph.constant([], UINT8, Uint8Array.of(128));
  const sums = graph.apply('MatMulInteger', [numbers, graph.constant(shape, UINT8, quantised), zero, weightZero]);
  return graph.apply('Mul', [
    graph.apply('Cast', [sums], { to: FLOAT }),
    graph.apply('Mul', [inputScale, graph.scalar(scale)]),
  ]);
}

const template = (start: string, end: string, ids: readonly [number, number]) => ({
  type: 'TemplateProcessing',
  single: [
    { SpecialToken: { id: start, type_id: 0 } },
    { Sequence: { id: 'A', type_id: 0 } },
    { SpecialToken: { id: end, type_id: 0 } },
  ],
  pair: [],
  special_tokens: {
    [start]: { id: start, ids: [ids[0]], tokens: [start] },
    [end]: { id: end, ids: [ids[1]], tokens: [end] },
  },
});

const added = (contents: readonly string[], lstrip: string) =>
  contents.map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: content === lstrip,
    rstrip: false,
    normalized: false,
  }));

/** As BERT's: lower case without accents, words cut at spaces and punctuation, pieces that continue marked by `##`. */
function wordPiece() {
  const names = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const plain = (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '');
  const pieces = new Set([...names, ...plain(WORDS).split(' ')]);
  for (const character of CHARACTERS.map(plain)) pieces.add(character).add(`##${character}`);
  const vocab = Object.fromEntries([...pieces].map((piece, id) => [piece, id]));
  const special = {
    unk_token: '[UNK]',
    sep_token: '[SEP]',
    pad_token: '[PAD]',
    cls_token: '[CLS]',
    mask_token: '[MASK]',
  };
  return {
    size: pieces.size,
    padding: 0,
    special,
    config: { tokenizer_class: 'BertTokenizer', ...special },
    description: {
      version: '1.0',
      added_tokens: added(names, ''),
      normalizer: {
        type: 'BertNormalizer',
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: template('[CLS]', '[SEP]', [2, 3]),
      decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab,
      },
    },
  };
}

/** As XLM-RoBERTa's: compatibility forms made plain, words cut at spaces and marked by `▁`, the likeliest pieces. */
function unigram() {
  const names = ['<s>', '<pad>', '</s>', '<unk>'];
  const words = WORDS.split(' ').map((word) => `▁${word}`);
  const pieces = [...new Set([...names, ...words, '▁', ...CHARACTERS]), '<mask>'];
  const special = {
    bos_token: '<s>',
    eos_token: '</s>',
    sep_token: '</s>',
    cls_token: '<s>',
    unk_token: '<unk>',
    pad_token: '<pad>',
    mask_token: '<mask>',
  };
  const all = added(names, '');
  const mask = { ...added(['<mask>'], '<mask>')[0], id: pieces.length - 1 };
  return {
    size: pieces.length,
    padding: 1,
    special,
    config: { tokenizer_class: 'XLMRobertaTokenizer', ...special },
    description: {
      version: '1.0',
      added_tokens: [...all, mask],
      normalizer: {
        type: 'Sequence',
        normalizers: [{ type: 'Precompiled' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }],
      },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [{ type: 'WhitespaceSplit' }, { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' }],
      },
      post_processor: template('<s>', '</s>', [0, 2]),
      decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
      model: {
        type: 'Unigram',
        unk_id: 3,
        vocab: pieces.map((piece, id) => [piece, id < names.length ? 0 : -1 - piece.length ** -1 * 9]),
      },
    },
  };
}
