// A font with Chinese letters for pictures: without one they are boxes.
import { canInstallDebianPackages, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGE = 'fonts-wqy-microhei';

/** Installs it where that can be done; other machines have one, or show boxes. */
export async function installChineseFont() {
  if (canInstallDebianPackages()) await installDebianPackages([PACKAGE]);
}
