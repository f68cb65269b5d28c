import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** What Dawn reaches a GPU by. */
export type DawnBackend = 'vulkan' | 'opengles' | 'metal' | 'd3d12';

/** In the order in which they are tried. */
export function backendsOf(platform: NodeJS.Platform): readonly DawnBackend[] {
  if (platform === 'darwin') return ['metal'];
  return platform === 'win32' ? ['d3d12', 'vulkan'] : ['vulkan', 'opengles'];
}

const NAMES: Readonly<Record<DawnBackend, string>> = {
  vulkan: 'Vulkan',
  opengles: 'OpenGL ES',
  metal: 'Metal',
  d3d12: 'Direct3D 12',
};

export function backendName(backend: DawnBackend): string {
  return NAMES[backend];
}

/** Where the binary for this platform lies: beside the bundles, as packaged, or in the project's modules; else `null`. */
export function dawnPath(): string | null {
  const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  const places = [join(__dirname, 'node_modules'), join(__dirname, '..', 'node_modules')];
  const paths = places.map((place) => join(place, 'webgpu', 'dist', platform, 'dawn.node'));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** The environment of a GPU process: without a display, EGL has to be told that there is none. */
export function gpuEnvironment(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): NodeJS.ProcessEnv {
  const { DISPLAY, WAYLAND_DISPLAY, EGL_PLATFORM } = environment;
  const isHeadless = platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined;
  return isHeadless && EGL_PLATFORM === undefined ? { ...environment, EGL_PLATFORM: 'surfaceless' } : environment;
}
