import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { FLOAT, Graph, INT64 } from '../embedding/onnx.ts';

/** A folder of models that one test uses, gone when it ends. */
export function makeModelsDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-translators-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TranslatorOptions {
  /** Tokens that the model reads at most. */
  readonly positions?: number;
  readonly precision?: 'q8' | 'fp32';
}

const SPECIAL = ['</s>', '<unk>', '<pad>'] as const;

/**
 * Writes an encoder–decoder in the hub's layout, as the exports of the opus-mt models have it (an encoder, and a decoder
 * with its cache), that renders word for word by a phrase book: the encoder looks each word up, and the decoder gives
 * the word of the place that its cache has grown to. What is not in the book becomes `<unk>`, which is left out.
 *
 * @param book English by French, each without spaces; '</s>' ends the rendering there
 */
export function makeTranslator(
  folder: string,
  book: Readonly<Record<string, string>>,
  { positions = 64, precision = 'q8' }: TranslatorOptions = {},
): void {
  const pieceOf = (word: string) => (SPECIAL.includes(word as '</s>') ? word : `▁${word}`);
  const pieces = [...new Set([...SPECIAL, ...Object.entries(book).flat().map(pieceOf)])];
  const idOf = (piece: string) => pieces.indexOf(piece);
  const targets = pieces.map((piece) => {
    const rendered = piece.startsWith('▁') ? book[piece.slice(1)] : piece;
    return idOf(rendered === undefined ? '<unk>' : pieceOf(rendered));
  });
  const write = (name: string, content: object | Buffer) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.isBuffer(content) ? content : JSON.stringify(content));
  };
  const [end, , padding] = SPECIAL.map(idOf);
  write('config.json', {
    model_type: 'marian',
    architectures: ['MarianMTModel'],
    is_encoder_decoder: true,
    d_model: pieces.length,
    encoder_layers: 1,
    decoder_layers: 1,
    encoder_attention_heads: 1,
    decoder_attention_heads: 1,
    vocab_size: pieces.length,
    max_position_embeddings: positions,
    eos_token_id: end,
    pad_token_id: padding,
    decoder_start_token_id: padding,
  });
  write('generation_config.json', { eos_token_id: end, pad_token_id: padding, decoder_start_token_id: padding });
  write('tokenizer.json', describeTokenizer(pieces));
  write('tokenizer_config.json', {
    tokenizer_class: 'MarianTokenizer',
    model_max_length: positions,
    eos_token: '</s>',
    unk_token: '<unk>',
    pad_token: '<pad>',
  });
  const suffix = precision === 'q8' ? '_quantized' : '';
  write(`onnx/encoder_model${suffix}.onnx`, makeEncoder(targets));
  write(`onnx/decoder_model_merged${suffix}.onnx`, makeDecoder(pieces.length));
}

/** Words at spaces, each a piece. */
function describeTokenizer(pieces: readonly string[]) {
  const metaspace = { type: 'Metaspace', replacement: '▁', add_prefix_space: true, prepend_scheme: 'always' };
  const ends = { SpecialToken: { id: '</s>', type_id: 0 } };
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] },
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }, ends],
      pair: [{ Sequence: { id: 'A', type_id: 0 } }, ends, { Sequence: { id: 'B', type_id: 0 } }, ends],
      special_tokens: { '</s>': { id: '</s>', ids: [0], tokens: ['</s>'] } },
    },
    decoder: metaspace,
    model: {
      type: 'WordLevel',
      unk_token: '<unk>',
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
    },
  };
}

/** From a word to the likelihoods of its renderings: all on the one of the book. */
function makeEncoder(targets: readonly number[]): Buffer {
  const size = targets.length;
  const table = new Float32Array(size * size);
  targets.forEach((target, id) => {
    table[id * size + target] = 10;
  });
  const graph = new Graph();
  const ids = graph.input('input_ids', INT64, ['batch_size', 'encoder_sequence_length']);
  const likelihoods = graph.apply('Gather', [graph.constant([size, size], FLOAT, table), ids]);
  graph.rename(likelihoods, 'last_hidden_state');
  graph.output('last_hidden_state', FLOAT, ['batch_size', 'encoder_sequence_length', size]);
  return graph.encode();
}

/** The likelihoods at the place that the cache has grown to, which grows by one. */
function makeDecoder(size: number): Buffer {
  const graph = new Graph();
  const states = graph.input('encoder_hidden_states', FLOAT, ['batch_size', 'encoder_sequence_length', size]);
  const past = graph.input('past_key_values.0.decoder.key', FLOAT, ['batch_size', 1, 'past_sequence_length', 1]);
  const length = graph.apply('Gather', [graph.apply('Shape', [past]), graph.constant([], INT64, BigInt64Array.of(2n))]);
  const likelihoods = graph.apply('Gather', [states, length], { axis: 1 });
  graph.rename(graph.apply('Unsqueeze', [likelihoods, graph.integers(1)]), 'logits');
  graph.output('logits', FLOAT, ['batch_size', 'sequence_length', size]);
  const step = graph.constant([1, 1, 1, 1], FLOAT, Float32Array.of(1));
  graph.rename(graph.apply('Concat', [past, step], { axis: 2 }), 'present.0.decoder.key');
  graph.output('present.0.decoder.key', FLOAT, ['batch_size', 1, 'sequence_length', 1]);
  return graph.encode();
}
