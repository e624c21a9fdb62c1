import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperBase = {
  ...timestampedWhisper,
  id: 'whisper-base',
  repository: 'onnx-community/whisper-base_timestamped',
  label: 'Whisper base',
  languages: 'multilingual',
  parametersMillion: 74,
} as const satisfies CatalogueEntry;
