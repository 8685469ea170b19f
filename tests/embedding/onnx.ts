/**
 * Writes ONNX files: the few messages of the format that a small network needs, in the wire format of protocol buffers
 * (onnx.proto3 of ONNX; field numbers as there).
 */

const VARINT = 0;
const FIXED_32 = 5;
const LENGTH_DELIMITED = 2;

export const FLOAT = 1;
export const UINT8 = 2;
export const INT64 = 7;

type Field = readonly [number, Buffer];

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Buffer.from(bytes);
}

const integer = (field: number, value: number): Field => [
  field,
  Buffer.concat([varint((field << 3) | VARINT), varint(value)]),
];

function float(field: number, value: number): Field {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return [field, Buffer.concat([varint((field << 3) | FIXED_32), bytes])];
}

function bytes(field: number, content: Uint8Array | string): Field {
  const body = Buffer.from(content as string);
  return [field, Buffer.concat([varint((field << 3) | LENGTH_DELIMITED), varint(body.length), body])];
}

function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(fields.map(([, encoded]) => encoded));
}

export type Attribute = number | readonly number[] | { readonly float: number };

function attribute(name: string, value: Attribute): Buffer {
  if (typeof value === 'number') return message([bytes(1, name), integer(3, value), integer(20, 2)]);
  if ('float' in value) return message([bytes(1, name), float(2, value.float), integer(20, 1)]);
  return message([bytes(1, name), ...value.map((each) => integer(8, each)), integer(20, 7)]);
}

/** A network under construction. Names of tensors are given out by the graph where none is asked for. */
export class Graph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  readonly #inputs: Field[] = [];
  readonly #outputs: Field[] = [];
  #named = 0;

  /** A tensor that is given at each run; a dimension that is a name may have any size. */
  input(name: string, type: number, dims: readonly (number | string)[]): string {
    this.#inputs.push(bytes(11, valueInfo(name, type, dims)));
    return name;
  }

  output(name: string, type: number, dims: readonly (number | string)[]): void {
    this.#outputs.push(bytes(12, valueInfo(name, type, dims)));
  }

  constant(dims: readonly number[], type: number, values: Float32Array | Uint8Array | BigInt64Array): string {
    const name = `constant_${this.#named++}`;
    const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const tensor = [...dims.map((dim) => integer(1, dim)), integer(2, type), bytes(8, name), bytes(9, raw)];
    this.#constants.push(bytes(5, message(tensor)));
    return name;
  }

  integers(...values: number[]): string {
    return this.constant([values.length], INT64, BigInt64Array.from(values, BigInt));
  }

  scalar(value: number): string {
    return this.constant([], FLOAT, Float32Array.of(value));
  }

  /** Adds an operation. @returns the names of its outputs */
  add(operator: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}, outputs = 1): string[] {
    const names = Array.from({ length: outputs }, () => `${operator}_${this.#named++}`);
    this.#node(operator, inputs, names, attributes);
    return names;
  }

  /** Adds an operation with one output. @returns its name */
  apply(operator: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    return this.add(operator, inputs, attributes)[0] as string;
  }

  /** Gives a tensor the name under which it leaves the network. */
  rename(from: string, to: string): void {
    this.#node('Identity', [from], [to], {});
  }

  #node(
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Record<string, Attribute>,
  ): void {
    const fields = [
      ...inputs.map((name) => bytes(1, name)),
      ...outputs.map((name) => bytes(2, name)),
      bytes(4, operator),
      ...Object.entries(attributes).map(([name, value]) => bytes(5, attribute(name, value))),
    ];
    this.#nodes.push(bytes(1, message(fields)));
  }

  /** The file, in version 17 of the operators. */
  encode(): Buffer {
    const graph = [...this.#nodes, bytes(2, 'encoder'), ...this.#constants, ...this.#inputs, ...this.#outputs];
    return message([integer(1, 8), bytes(8, message([bytes(1, ''), integer(2, 17)])), bytes(7, message(graph))]);
  }
}

function valueInfo(name: string, type: number, dims: readonly (number | string)[]): Buffer {
  const shape = dims.map((dim) => bytes(1, message([typeof dim === 'number' ? integer(1, dim) : bytes(2, dim)])));
  const tensor = message([integer(1, type), bytes(2, message(shape))]);
  return message([bytes(1, name), bytes(2, message([bytes(1, tensor)]))]);
}
