import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { env, LogLevel } from '@xenova/transformers';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { downloadModel, isHubId } from './download-model.ts';
import { findWeights, type ModelLayout, missingFiles, type Weights } from './model-files.ts';

export interface ModelPlace {
  /** A folder of `modelsDir`, or the hub id of a model in ONNX format. */
  readonly model: string;
  readonly modelsDir: string;
  /** Without it nothing is ever fetched. A downloaded model is kept in `modelsDir` in the same layout. */
  readonly allowDownload: boolean;
}

/**
 * Sees that the folder holds a model of that kind, and fetches it where it does not and may.
 *
 * @throws {SourcierError} `model_missing`, `model_download_failed`, `model_unusable`
 */
export async function provideModel(
  place: ModelPlace,
  layout: ModelLayout,
): Promise<{ readonly folder: string; readonly weights: Weights }> {
  const folder = modelFolder(place);
  await provideFiles(place, folder, layout);
  // Files are fetched by `downloadModel` alone.
  env.allowRemoteModels = false;
  // Its warnings would stand among the lines of the log, and are about what nobody here can change.
  env.logLevel = LogLevel.ERROR;
  return { folder, weights: findWeights(folder, layout) ?? (layout.weights[0] as Weights) };
}

function modelFolder({ model, modelsDir }: ModelPlace): string {
  const folder = resolve(modelsDir, model);
  if (!folder.startsWith(resolve(modelsDir) + sep)) throw new SourcierError('model_missing', { model });
  return folder;
}

async function provideFiles({ model, allowDownload }: ModelPlace, folder: string, layout: ModelLayout): Promise<void> {
  const missing = missingFiles(folder, layout);
  if (missing.length === 0) return;
  if (allowDownload && isHubId(model)) {
    await downloadModel(model, folder, layout, { addressOf });
    return;
  }
  if (!existsSync(join(folder, 'config.json')) && findWeights(folder, layout) === undefined) {
    throw new SourcierError('model_missing', { model });
  }
  const files = missing.join(', ');
  throw unusable(model, { fr: `il y manque ${files}`, en: `it lacks ${files}` });
}

/** By the same settings by which transformers.js would fetch it. */
function addressOf(model: string, file: string): string {
  const path = env.remotePathTemplate.replaceAll('{model}', model).replaceAll('{revision}', 'main');
  return new URL(path + file, env.remoteHost).href;
}

export const LOADING_FAILED = { fr: 'son chargement a échoué', en: 'loading it failed' } as const;
export const RUNNING_FAILED = { fr: 'son exécution a échoué', en: 'running it failed' } as const;

export function unusable(model: string, problem: Record<Language, string>, cause?: unknown): SourcierError {
  return new SourcierError('model_unusable', { model, problem }, cause);
}
