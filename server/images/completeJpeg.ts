import { open } from 'node:fs/promises';

const START = 0xffd8;
const END = 0xffd9;

/**
 * Gives a JPEG that breaks off before its end marker that marker: every pixel may be there all the same.
 *
 * @returns whether the file was one and has been changed; whether pixels are missing is for a strict decoder to say
 */
export async function completeJpeg(file: string): Promise<boolean> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    if (size < 4) return false;
    const pair = Buffer.alloc(2);
    await handle.read(pair, 0, 2, 0);
    if (pair.readUInt16BE() !== START) return false;
    await handle.read(pair, 0, 2, size - 2);
    if (pair.readUInt16BE() === END) return false;
    pair.writeUInt16BE(END);
    await handle.write(pair, 0, 2, size);
    return true;
  } finally {
    await handle.close();
  }
}
