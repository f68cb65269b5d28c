import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Unpacks a zip file (stored or deflated, below 4 GiB); returns the names of its entries. PKWARE APPNOTE, 4.3. */
export async function unzip(path: string, folder: string): Promise<readonly string[]> {
  const zip = await readFile(path);
  const end = zip.lastIndexOf('PK\u0005\u0006');
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < zip.readUInt16LE(end + 10); entry++) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    if (!name.endsWith('/')) {
      await mkdir(join(folder, dirname(name)), { recursive: true });
      await writeFile(join(folder, name), zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed));
      names.push(name);
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  return names;
}
