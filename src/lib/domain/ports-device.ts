/** What the device gives: microphones, storage, what its browser can do. */

/**
 * `ended`: the device is gone, sound may go on from another (`switchTo`). `devices`: one was connected or removed.
 * `broken`: nothing more can be recorded in this session. `them-ended`: the other side's sound is over.
 */
export type MicrophoneEvent =
  | { kind: 'level'; peak: number; rms: number }
  | { kind: 'muted' | 'unmuted' | 'ended' | 'devices' | 'broken' | 'them-ended' };

/** `me-them`: the microphone on the left, the sound of a tab or of the system on the right, in step. */
export type CaptureChannels = 'mono' | 'stereo' | 'me-them';

export type MicrophoneChoice = {
  /** Empty for the one the system chooses. */
  deviceId: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
  gainDecibels: number;
  channels: CaptureChannels;
  /** `auto`: WebM where the browser has it, 16-bit WAV elsewhere. */
  format: 'auto' | 'wav';
};

export interface MicrophoneSession {
  readonly mime: string;
  readonly deviceLabel: string;
  readonly channels: CaptureChannels;
  start(onChunk: (chunk: Blob) => void): void;
  pause(): void;
  resume(): void;
  /** Takes the sound of another microphone from now on, in the same stream. Throws as `open` does. */
  switchTo(choice: MicrophoneChoice): Promise<void>;
  setGain(decibels: number): void;
  /** Gives the last chunk to `onChunk`, then resolves. */
  stop(): Promise<void>;
  close(): void;
}

export interface Microphone {
  devices(): Promise<readonly { deviceId: string; label: string }[]>;
  /** Whether the sound of a tab or of the system can be had too. */
  readonly canHearThem: boolean;
  /** Throws `mic/denied`, `mic/missing`, `mic/busy`, `mic/unsupported`. */
  open(choice: MicrophoneChoice, onEvent: (event: MicrophoneEvent) => void): Promise<MicrophoneSession>;
}

/** What the browser can do, asked once at start and again by the health page. */
export type Capabilities = {
  crossOriginIsolated: boolean;
  webGpu: boolean;
  opfs: boolean;
  mediaRecorder: boolean;
  webCodecs: boolean;
  serviceWorker: boolean;
  cores: number;
  /** As the browser says, in gigabytes, capped by it at 8; null where it does not. */
  memoryGb: number | null;
  isPhone: boolean;
};

export interface StorageState {
  estimate(): Promise<{ usageBytes: number; quotaBytes: number }>;
  isPersisted(): Promise<boolean>;
  persist(): Promise<boolean>;
}
