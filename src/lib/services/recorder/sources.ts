import { AppError } from '$lib/core/errors.ts';
import type { MicrophoneChoice } from '$lib/domain/ports.ts';

const codes: Readonly<Record<string, 'mic/denied' | 'mic/missing' | 'mic/busy'>> = {
  NotAllowedError: 'mic/denied',
  SecurityError: 'mic/denied',
  NotFoundError: 'mic/missing',
  OverconstrainedError: 'mic/missing',
  NotReadableError: 'mic/busy',
  AbortError: 'mic/busy',
};

export const micError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return new AppError(codes[name] ?? 'mic/unsupported', { cause: error, detail: { name } });
};

export const endStream = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

const request = async (choice: MicrophoneChoice): Promise<MediaStream> => {
  const { deviceId, echoCancellation, noiseSuppression, autoGainControl, channels } = choice;
  const channelCount = channels === 'stereo' ? { channelCount: 2 } : {};
  const filters = { echoCancellation, noiseSuppression, autoGainControl, ...channelCount };
  const ask = (audio: MediaTrackConstraints) => navigator.mediaDevices.getUserMedia({ audio });
  if (deviceId === '') return ask(filters);
  try {
    return await ask({ ...filters, deviceId: { exact: deviceId } });
  } catch (error) {
    // The remembered device is not connected: better the system's choice, which the person sees named, than nothing.
    if (error instanceof Error && error.name === 'OverconstrainedError') return ask(filters);
    throw error;
  }
};

/** The microphone's stream. Throws `mic/…`. */
export const openMicrophone = async (choice: MicrophoneChoice): Promise<MediaStream> => {
  if (!navigator.mediaDevices?.getUserMedia) throw new AppError('mic/unsupported');
  const stream = await request(choice).catch((error: unknown) => {
    throw micError(error);
  });
  if (stream.getAudioTracks()[0]?.readyState === 'live') return stream;
  endStream(stream);
  throw new AppError('mic/missing');
};

export const canHearThem = (): boolean => typeof globalThis.navigator?.mediaDevices?.getDisplayMedia === 'function';

/**
 * The sound of a tab or of the system, chosen in the browser's own dialog. A picture is asked for because browsers
 * refuse without, and let go at once. Throws `mic/no-tab-sound` where the person shared no sound.
 */
export const openThem = async (): Promise<MediaStream> => {
  if (!canHearThem()) throw new AppError('mic/no-tab-sound');
  const unfiltered = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices
    .getDisplayMedia({ audio: unfiltered, video: true })
    .catch(() => undefined);
  for (const track of stream?.getVideoTracks() ?? []) track.stop();
  if (stream && stream.getAudioTracks().length > 0) return stream;
  endStream(stream);
  throw new AppError('mic/no-tab-sound');
};
