import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly link?: boolean }>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

/** What is installed under this name, at whatever depth. */
function placesOf(name: string): readonly string[] {
  return Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
}

describe('what npm installs', () => {
  it('is one webgpu: gpu.js would bring an older one, which does not load everywhere', () => {
    expect(placesOf('webgpu')).toEqual(['node_modules/webgpu']);
  });

  it('is a stub in place of headless-gl, which takes minutes to build', () => {
    const [place, ...more] = placesOf('gl');
    expect(more).toEqual([]);
    expect(packages[place]).toMatchObject({ resolved: 'tools/stubs/gl', link: true });
  });
});
