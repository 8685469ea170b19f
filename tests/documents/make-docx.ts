import { Document, type FileChild, type IPropertiesOptions, Packer } from 'docx';

/** A Word document of these parts, in memory. */
export async function makeDocx(
  children: FileChild[],
  options: Omit<IPropertiesOptions, 'sections'> = {},
): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(new Document({ ...options, sections: [{ children }] })));
}

/** A ZIP archive of stored entries, to make what no library would. */
export function makeZip(entries: Readonly<Record<string, string | Uint8Array>>, declaredBytes?: number): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const sizes = { stored: bytes.length, declared: declaredBytes ?? bytes.length };
    const local = header(0x04034b50, 30, name, sizes, 14);
    locals.push(local, bytes);
    const entry = header(0x02014b50, 46, name, sizes, 16);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry);
    offset += local.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]));
}

function header(
  signature: number,
  length: number,
  name: string,
  sizes: { stored: number; declared: number },
  crcAt: number,
): Buffer {
  const bytes = Buffer.alloc(length + Buffer.byteLength(name));
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt32LE(sizes.stored, crcAt + 4);
  bytes.writeUInt32LE(sizes.declared, crcAt + 8);
  bytes.writeUInt16LE(Buffer.byteLength(name), crcAt + 12);
  bytes.write(name, length);
  return bytes;
}
