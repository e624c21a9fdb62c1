import type { ErrorCode } from '$lib/core/errors.ts';

/** What happened, what is safe, what to do next. The compiler asks for the words of every code. */
export type ErrorWords = { title: string; safe: string; next: string };

const originalKept = 'The original is in your library, unchanged.';
const nothingAdded = 'Nothing was added or changed.';
const recordingsKept = 'Your recordings and transcripts are untouched.';
const takeKept = 'What was recorded until then is saved.';

export const errors = {
  'media/empty': {
    title: 'This file is empty',
    safe: nothingAdded,
    next: 'Check that the copy finished, then add the file again.',
  },
  'media/unreadable': {
    title: 'This file could not be read as audio or video',
    safe: originalKept,
    next: 'Play it in another program: if that works, convert it to WAV or MP3 there and add the result.',
  },
  'media/no-audio': {
    title: 'This file has no sound',
    safe: originalKept,
    next: 'Choose a file with an audio track. A screen recording may have been made without sound.',
  },
  'media/unsupported': {
    title: 'No decoder here reads this kind of audio',
    safe: originalKept,
    next: 'Convert it to WAV, MP3, M4A or Opus with another program and add the result, or try a Chromium browser.',
  },
  'media/truncated': {
    title: 'This file breaks off before its end',
    safe: 'The part that could be read is kept, and so is the original.',
    next: 'Copy or download the file again, then add it once more.',
  },
  'media/missing': {
    title: 'The audio of this recording is not on this device',
    safe: 'Its transcript, if there is one, is still here.',
    next: 'Add the original file again: EchoFlow recognises it by its content.',
  },
  'media/too-large': {
    title: 'This file is larger than this device can hold',
    safe: nothingAdded,
    next: 'Free some space, or split the file into parts and add them one by one.',
  },
  'media/choose-track': {
    title: 'This file holds several sound tracks',
    safe: originalKept,
    next: 'Open the recording and choose which of them to transcribe.',
  },
  'mic/denied': {
    title: 'The microphone is not allowed',
    safe: recordingsKept,
    next: 'Open the site settings beside the address, allow the microphone, then press Record again.',
  },
  'mic/missing': {
    title: 'No microphone was found',
    safe: recordingsKept,
    next: 'Connect one or switch it on, then press Record again.',
  },
  'mic/busy': {
    title: 'Another program is using the microphone',
    safe: recordingsKept,
    next: 'End the call or program that uses it, then press Record again.',
  },
  'mic/lost': {
    title: 'The microphone was disconnected',
    safe: takeKept,
    next: 'Connect it again or choose another one, then go on recording.',
  },
  'mic/no-tab-sound': {
    title: 'No sound of the other side was shared',
    safe: recordingsKept,
    next: 'Start again, choose the tab of the call and switch on its sound in the browser’s dialog. Or record the microphone alone.',
  },
  'mic/unsupported': {
    title: 'This browser cannot record',
    safe: recordingsKept,
    next: 'Record with the recorder of your device and add the file, or open EchoFlow in a current browser.',
  },
  'link/invalid': {
    title: 'This is not a link to a file',
    safe: nothingAdded,
    next: 'Paste an address that starts with https:// and leads directly to an audio or video file.',
  },
  'link/unreachable': {
    title: 'The address did not answer, or its site lets no other page fetch it',
    safe: nothingAdded,
    next: 'Check the address and your connection. If it opens in your browser, download it there and drop it here.',
  },
  'link/refused': {
    title: 'The site refused to give this file',
    safe: nothingAdded,
    next: 'It may be gone or want a sign-in. Open it in your browser, download it there and drop it here.',
  },
  'link/not-media': {
    title: 'The link leads to a page, not to audio or video',
    safe: nothingAdded,
    next: 'Copy the address of the media file itself, often behind “Download”.',
  },
  'link/too-large': {
    title: 'The file behind the link is larger than you allow',
    safe: nothingAdded,
    next: 'Raise the limit in Settings, Network, or download the file and drop it here.',
  },
  'model/missing': {
    title: 'The speech model is not on this device',
    safe: originalKept,
    next: 'Download it in Settings, Speech models, or choose another model, then try again.',
  },
  'model/download-failed': {
    title: 'The model could not be downloaded completely',
    safe: 'The parts that arrived are kept and need not be fetched again.',
    next: 'Check your connection and press Download again to go on.',
  },
  'model/offline': {
    title: 'The model host cannot be reached',
    safe: 'Everything on this device works without it.',
    next: 'Connect to the internet and try again, or use a model that is already here.',
  },
  'model/corrupt': {
    title: 'A model file is damaged',
    safe: 'It was not used: every file is checked against its SHA-256 first.',
    next: 'Delete the model in Settings, Speech models, and download it again.',
  },
  'model/unavailable': {
    title: 'The host does not offer this model any more',
    safe: 'Models already downloaded go on working.',
    next: 'Choose another model, or set another host in Settings, Network.',
  },
  'model/too-large': {
    title: 'This model needs more memory than this device has',
    safe: originalKept,
    next: 'Choose a smaller model, or record here and transcribe on a computer.',
  },
  'speech/failed': {
    title: 'The speech could not be recognised',
    safe: 'The original is in your library, and every part already recognised is kept.',
    next: 'Try again: it goes on where it stopped. If it stops there again, choose a smaller model.',
  },
  'model/pack-unreadable': {
    title: 'These files are not a model EchoFlow knows',
    safe: 'Nothing was added; models that are here stay.',
    next: 'Choose one .echopack file, or all files of the model as its host has them: config.json, generation_config.json, preprocessor_config.json, tokenizer.json, tokenizer_config.json and the two .onnx files.',
  },
  'model/other-family': {
    title: 'These files belong to another kind of model',
    safe: 'Nothing was added; models that are here stay.',
    next: 'Their config.json names another kind (model_type) than the model you chose. Choose the model they are of, or other files.',
  },
  'server/unreachable': {
    title: 'Your transcription server cannot be reached',
    safe: 'The audio and every finished part are kept; nothing was sent elsewhere.',
    next: 'See that it runs, and that it allows this page to ask it (CORS). From a page opened over https a browser reaches only https addresses and this very device: give the server a certificate, or open EchoFlow from your own computer.',
  },
  'server/refused': {
    title: 'Your transcription server refused the request',
    safe: 'The audio and every finished part are kept.',
    next: 'Check the address, the key and the name of the model in Settings, Own server.',
  },
  'server/failed': {
    title: 'Your transcription server failed',
    safe: 'The audio and every finished part are kept.',
    next: 'Try again: it goes on where it stopped. If it fails again, look into the log of the server.',
  },
  'storage/full': {
    title: 'The disk is full',
    safe: 'Everything saved before is intact.',
    next: 'Empty the bin, delete models you do not use or free space on the device, then try again.',
  },
  'storage/unavailable': {
    title: 'This browser does not let EchoFlow store anything',
    safe: 'Nothing was lost: nothing could be saved yet.',
    next: 'Leave private browsing or allow site data for this page, then reload.',
  },
  'storage/locked': {
    title: 'This recording is open for editing in another tab',
    safe: 'The other tab’s version is saved.',
    next: 'Go on there, or close that tab and reload this one.',
  },
  'storage/corrupt': {
    title: 'Stored data was damaged',
    safe: 'A second copy is kept apart from the first, and is used where it is intact.',
    next: 'Open Health to see what was restored, and export what matters to you.',
  },
  'storage/newer': {
    title: 'A newer version of EchoFlow wrote this data',
    safe: 'It was opened for reading only, so nothing is lost.',
    next: 'Reload the page to get the newer version.',
  },
  'transcript/missing': {
    title: 'This recording has no transcript yet',
    safe: originalKept,
    next: 'Transcribe it first; then it can be exported.',
  },
  'redaction/lost': {
    title: 'It is not known where something redacted is said',
    safe: 'No file was written, so that nothing redacted is heard in one. The recording and its transcript are as they were.',
    next: 'Open Redact: what is named there without its words was deleted from the text. Undo the deletion, or take that redaction back and cut the passage out.',
  },
  'find/too-slow': {
    title: 'This pattern takes too long',
    safe: 'It was stopped; nothing was changed.',
    next: 'Make it simpler: a repeat within a repeat, such as (a+)+, is the usual cause.',
  },
  'worker/crashed': {
    title: 'A background worker stopped',
    safe: 'The original and every finished part are kept.',
    next: 'Try again: it goes on where it stopped. If memory is short, close other tabs first.',
  },
  'worker/timeout': {
    title: 'A background worker did not answer in time',
    safe: 'The original and every finished part are kept.',
    next: 'Try again. If the device is busy, close other programs or choose a smaller model.',
  },
  'settings/invalid': {
    title: 'These settings contain mistakes',
    safe: 'The settings in use were not changed.',
    next: 'Correct the marked lines, then apply again.',
  },
  'format/unreadable': {
    title: 'This transcript could not be read',
    safe: nothingAdded,
    next: 'Its end may be missing, or it is not what its name says. Export it again where it comes from.',
  },
  'format/unknown': {
    title: 'This file is no transcript that EchoFlow knows',
    safe: nothingAdded,
    next: 'Export it as SRT, WebVTT, JSON or plain text where it comes from, and bring that in.',
  },
  'project/unreadable': {
    title: 'This is no EchoFlow project, or its end is missing',
    safe: nothingAdded,
    next: 'Copy or download the file again: a project that was not copied whole cannot be opened.',
  },
  'project/damaged': {
    title: 'A part of this project is not what was saved',
    safe: 'What was sound was brought in, and nothing that was here has changed.',
    next: 'Use another copy of the file, or open it with any zip program to rescue single parts.',
  },
  'project/newer': {
    title: 'A newer EchoFlow wrote this project',
    safe: nothingAdded,
    next: 'Update EchoFlow: reload the page while you are online, then open the project again.',
  },
  'project/too-large': {
    title: 'This project would unpack to more than a project can hold',
    safe: nothingAdded,
    next: 'It may have been made to do harm. Open it only if you know where it comes from.',
  },
  'enhance/unavailable': {
    title: 'Audio enhancement is not part of this build',
    safe: originalKept,
    next: 'Export the original, or use a build that contains ffmpeg.',
  },
  'enhance/failed': {
    title: 'The audio could not be rendered',
    safe: originalKept,
    next: 'Try another format or export the original.',
  },
  'render/no-codec': {
    title: 'This browser cannot write such a picture',
    safe: originalKept,
    next: 'Choose another format, leave captions out of the picture, or export the sound only.',
  },
  'render/nothing': {
    title: 'Everything is cut',
    safe: originalKept,
    next: 'Restore what shall be heard, then export again.',
  },
  'render/failed': {
    title: 'The video could not be rendered',
    safe: originalKept,
    next: 'Try another format or export the sound only.',
  },
  'network/blocked': {
    title: 'A connection to another site was blocked',
    safe: 'Nothing left this device.',
    next: 'Nothing needs doing. Connections are made only after you allow them, for models and links.',
  },
  unexpected: {
    title: 'EchoFlow met a fault of its own',
    safe: 'What was saved before is safe: each change is stored as it is made.',
    next: 'Reload the page and try again. If it comes back, open Health and export the log for a report.',
  },
} satisfies Record<ErrorCode, ErrorWords>;
