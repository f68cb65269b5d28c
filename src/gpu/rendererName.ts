import { isSoftwareName, softwareName } from '../core/gpu';

export interface RendererName {
  readonly name: string;
  readonly isSoftware: boolean;
  /** '' where nothing more is said. */
  readonly driver: string;
}

/** What ANGLE, which most browsers draw by, makes of a name: maker, what it draws on, and by which driver. */
const ANGLE = /^ANGLE \([^,]*, (.*), ([^,]*)\)$/;
/** What stands around the name of the GPU itself: 'ANGLE Metal Renderer: Apple M1', 'NVIDIA … (0x00002504) Direct3D11 vs_5_0'. */
const BEFORE = /^ANGLE \w+ Renderer: /;
const AFTER = / (?:\(0x[0-9a-f]+\)|Direct3D\S*|[vp]s_\S+)/gi;

/** Takes the renderer of a WebGL context apart. A browser that hides it says so little that all of it is the name. */
export function rendererName(renderer: string): RendererName {
  const [, drawn = renderer, driver = ''] = ANGLE.exec(renderer) ?? [];
  const isSoftware = isSoftwareName(renderer);
  const name = drawn.replace(BEFORE, '').replace(AFTER, '').trim();
  return { name: (isSoftware ? softwareName(renderer) : null) ?? name, isSoftware, driver };
}
