import * as v from 'valibot';
import { documentLayouts } from './document-layout.ts';
import { audioFormats, captionKinds, captionLooks, captionPlaces, captionSizes, videoFormats } from './edited-media.ts';

/**
 * Every setting, once, with its default. A missing or bad value falls back to its default on load; the YAML editor
 * reports it with its line instead. Read through `parseSettings`; never spread raw JSON.
 */
const bool = (value: boolean) => v.optional(v.boolean(), value);
const oneOf = <const T extends readonly [string, ...string[]]>(options: T, value: T[number]) =>
  v.optional(v.picklist(options), value);
const range = (minimum: number, maximum: number, value: number) =>
  v.optional(v.pipe(v.number(), v.minValue(minimum), v.maxValue(maximum)), value);
/** A section may be left out: each of its entries has a default. */
const group = <const E extends v.ObjectEntries>(entries: E) => {
  const section = v.strictObject(entries);
  return v.optional(section, () => v.parse(section, {}) as never);
};

export const settingsSchema = v.strictObject({
  appearance: group({
    theme: oneOf(['system', 'light', 'dark'], 'system'),
    /** Steps of the transcript's text size. */
    textSize: range(-2, 2, 0),
  }),
  recording: group({
    /** `deviceId` of the microphone; empty for the system's choice. */
    deviceId: v.optional(v.string(), ''),
    echoCancellation: bool(false),
    noiseSuppression: bool(false),
    autoGainControl: bool(true),
    gainDecibels: range(-20, 20, 0),
    stereo: bool(false),
    /** `auto`: WebM where the browser has it, 16-bit WAV elsewhere. */
    format: oneOf(['auto', 'wav'], 'auto'),
    /** Minutes after which a recording stops by itself; 0 for never. */
    autostopMinutes: range(0, 1440, 0),
    /** Transcribe as soon as a take is kept. */
    transcribeAfter: bool(true),
  }),
  transcription: group({
    modelId: v.optional(v.string(), 'echoflow-micro'),
    /** `auto` or an ISO 639-1 code. */
    language: v.optional(v.pipe(v.string(), v.regex(/^(auto|[a-z]{2,3})$/)), 'auto'),
    device: oneOf(['auto', 'wasm', 'webgpu'], 'auto'),
    /** `translate`: into English, by models that can. */
    task: oneOf(['transcribe', 'translate'], 'transcribe'),
    /** Lines of text followed side by side. */
    beamSize: range(1, 8, 1),
    windows: oneOf(['packed', 'sequential'], 'packed'),
    /** Names and terms, a line each (`domain/vocabulary.ts`). */
    vocabulary: v.optional(v.string(), ''),
    /** Text for the model to take for what was said before. */
    prompt: v.optional(v.string(), ''),
    /** How hard recognition works. */
    performance: oneOf(['quiet', 'balanced', 'full'], 'balanced'),
    quietOnBattery: bool(false),
    quietWhenHidden: bool(false),
    /** Transcribe as soon as a file is added. */
    transcribeOnImport: bool(true),
  }),
  audio: group({
    /** Enhance a copy for listening and export; recognition keeps the original. */
    highPass: bool(true),
    denoise: bool(true),
    /** Integrated loudness to aim at, LUFS (EBU R 128). */
    loudnessLufs: range(-31, -14, -16),
  }),
  editor: group({
    autoRewindSeconds: range(0, 10, 1.5),
    skipSeconds: range(1, 30, 3),
    followPlayback: bool(true),
    showConfidence: bool(true),
    /** In the editor, Tab plays and pauses; Escape then Tab moves the focus on. */
    tabPlays: bool(true),
    /** What the player does while somebody types. */
    whileTyping: oneOf(['off', 'pause', 'slow'], 'off'),
  }),
  cutting: group({
    /** Pauses longer than this are called long, and how much is left of them on each side. */
    silenceSeconds: range(0.2, 10, 1),
    paddingSeconds: range(0, 1, 0.15),
  }),
  /** What was chosen last for edited sound and video. */
  media: group({
    soundFormat: oneOf(audioFormats, 'mp3'),
    videoFormat: oneOf(videoFormats, 'mp4'),
    asVideo: bool(true),
    followsCut: bool(true),
    enhance: bool(false),
    captions: oneOf(captionKinds, 'none'),
    captionSize: oneOf(captionSizes, 'medium'),
    captionPlace: oneOf(captionPlaces, 'bottom'),
    captionLook: oneOf(captionLooks, 'box'),
    activeWord: bool(true),
  }),
  export: group({
    formatId: v.optional(v.string(), 'srt'),
    /** Formats made beside that one, separated by commas. */
    alsoFormats: v.optional(v.string(), ''),
    /** Where several files go: into one zip, or into a folder where the browser lets one be chosen. */
    destination: oneOf(['zip', 'folder'], 'zip'),
    /** Name of a file without its ending, with placeholders such as {title}. */
    fileName: v.optional(v.string(), '{title}'),
    lineCharacters: range(20, 80, 42),
    maxLines: range(1, 3, 2),
    charactersPerSecond: range(8, 40, 17),
    speakers: bool(true),
    timestamps: bool(false),
    layout: oneOf(documentLayouts, 'dialogue'),
    frameRate: oneOf(['23.976', '24', '25', '29.97', '30', '50', '59.94', '60'], '25'),
    /** Put the sound into the web page. */
    withAudio: bool(false),
  }),
  text: group({
    /** Replacement rules for every recording, a line each: what is heard, a comma, what to write. */
    rules: v.optional(v.string(), ''),
  }),
  shortcuts: group({
    /** Shortcuts of a single key, such as R for record. They never act while somebody types. */
    singleKeys: bool(true),
  }),
  network: group({
    /** Where models are fetched from after consent. */
    modelHost: v.optional(v.pipe(v.string(), v.url()), 'https://huggingface.co'),
    /** Largest file fetched from a link, in megabytes. */
    linkMaxMb: range(1, 8192, 2048),
  }),
  server: group({
    /** Offer the person's own server beside the models. Nothing is sent to it before it is chosen. */
    enabled: bool(false),
    /** Any endpoint that speaks OpenAI's `/v1/audio/transcriptions`; https, or http on this device. */
    address: v.optional(
      v.pipe(
        v.string(),
        v.check((text) => text === '' || URL.canParse(text)),
      ),
      '',
    ),
    /** What the server calls its model. */
    model: v.optional(v.string(), 'whisper-1'),
  }),
  storage: group({
    /** Days a deleted recording stays in the bin. */
    binDays: range(1, 365, 30),
  }),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = v.parse(settingsSchema, {});

/** `appearance.theme` and the like: every setting by its place. */
export type SettingPath = {
  [S in keyof Settings]: `${S}.${keyof Settings[S] & string}`;
}[keyof Settings];

/** The schema of one setting, by its path. */
const settingSchemas = new Map<string, v.GenericSchema>(
  Object.entries(settingsSchema.entries).flatMap(([section, group]) =>
    Object.entries(group.wrapped.entries as Record<string, v.GenericSchema>).map(
      ([key, schema]): [string, v.GenericSchema] => [`${section}.${key}`, schema],
    ),
  ),
);

export const settingPaths = [...settingSchemas.keys()] as readonly SettingPath[];

export const isSettingValue = (path: SettingPath, value: unknown): boolean =>
  value !== undefined && v.is(settingSchemas.get(path)!, value);

export const settingAt = (settings: Settings, path: SettingPath): unknown => {
  const [section, key] = path.split('.') as [keyof Settings, string];
  return (settings[section] as Record<string, unknown>)[key];
};

/** What may stand there, read off the schema: enough to draw a control and to say it in words. */
export type SettingKind =
  | { kind: 'switch' }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'number'; minimum: number; maximum: number }
  | { kind: 'text' };

type SchemaShape = {
  type: string;
  options?: readonly string[];
  pipe?: readonly { type: string; requirement?: unknown }[];
};

export const settingKind = (path: SettingPath): SettingKind => {
  const { type, options, pipe } = (settingSchemas.get(path) as unknown as { wrapped: SchemaShape }).wrapped;
  if (options) return { kind: 'choice', options };
  if (type === 'boolean') return { kind: 'switch' };
  const bound = (name: string) => pipe?.find((step) => step.type === name)?.requirement;
  const [minimum, maximum] = [bound('min_value'), bound('max_value')];
  return typeof minimum === 'number' && typeof maximum === 'number'
    ? { kind: 'number', minimum, maximum }
    : { kind: 'text' };
};

/** `system | light | dark`, `-2 to 2`, `true | false`, `text`. */
export const settingRange = (path: SettingPath): string => {
  const kind = settingKind(path);
  if (kind.kind === 'choice') return kind.options.join(' | ');
  if (kind.kind === 'number') return `${kind.minimum} to ${kind.maximum}`;
  return kind.kind === 'switch' ? 'true | false' : 'text';
};

/** Reads stored settings: what is valid is kept, anything else falls back to its default. Never throws. */
export const parseSettings = (raw: unknown, defaults: Settings = defaultSettings): Settings => {
  const kept = JSON.parse(JSON.stringify(defaults)) as Record<string, Record<string, unknown>>;
  for (const path of settingPaths) {
    const [section, key] = path.split('.') as [string, string];
    const given = (raw as Record<string, Record<string, unknown> | null> | null | undefined)?.[section]?.[key];
    if (isSettingValue(path, given)) kept[section]![key] = given;
  }
  return kept as unknown as Settings;
};
