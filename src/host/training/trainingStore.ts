import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ArrayPicture } from '../../core/mlp/arrayPicture';
import type { TrainingView } from '../../shared/trainingView';
import { writeWhole } from '../../shared/wholeFile';
import { savedTrainingSchema } from './trainingSchemas';

const FILE = 'training.json';

/** A training that is over, with pictures of its arrays by '0 W1', '1 dW2'. */
export interface SavedTraining {
  readonly version: 1;
  readonly view: TrainingView;
  readonly pictures: Readonly<Record<string, ArrayPicture>>;
}

/** The last training of a workspace; one that cannot be read counts as none. */
export class TrainingStore {
  constructor(private readonly folder: string) {}

  async read(): Promise<SavedTraining | null> {
    try {
      const result = v.safeParse(savedTrainingSchema, JSON.parse(await readFile(this.path, 'utf8')) as unknown);
      return result.success ? result.output : null;
    } catch {
      return null;
    }
  }

  /** @throws what the file system says. */
  async keep(training: SavedTraining): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeWhole(this.path, `${JSON.stringify(training)}\n`);
  }

  private get path(): string {
    return join(this.folder, FILE);
  }
}
