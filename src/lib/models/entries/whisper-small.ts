import type { CatalogueEntry } from '$lib/domain/model.ts';
import { timestampedWhisper } from './whisper.ts';

export const whisperSmall = {
  ...timestampedWhisper,
  id: 'whisper-small',
  repository: 'onnx-community/whisper-small_timestamped',
  label: 'Whisper small',
  languages: 'multilingual',
  parametersMillion: 244,
} as const satisfies CatalogueEntry;
