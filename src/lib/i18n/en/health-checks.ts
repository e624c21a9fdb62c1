/** `says` is what was found, `remedy` what the person can do about it. Numbers come from the report's detail. */
export type ReasonWords = { says: string; remedy?: string };
export type CheckWords = { title: string; reasons: Readonly<Record<string, ReasonWords>> };

export const checks = {
  isolation: {
    title: 'Secure and isolated page',
    reasons: {
      isolated: { says: 'Served securely and isolated from other sites: speech runs on all cores.' },
      insecure: {
        says: 'The page was not served securely, so the browser switches off recording and storage.',
        remedy: 'Open it through https://, or on this computer through http://localhost.',
      },
      'not-isolated': {
        says: 'The page is not isolated yet, so speech runs on one core only.',
        remedy: 'Reload once: EchoFlow’s service worker then adds what the host does not send.',
      },
    },
  },
  offline: {
    title: 'Works offline',
    reasons: {
      ready: { says: 'Everything is on this device and verified.' },
      'media-missing': {
        says: 'The app and speech work offline. The decoder for rare formats is fetched when first needed.',
      },
      'speech-missing': {
        says: 'The app opens offline, but recognising speech needs the network once more.',
        remedy: 'Stay online for a minute, or press Prepare now.',
      },
      'shell-missing': {
        says: 'The app is not stored yet: without a network it would not open.',
        remedy: 'Stay online for a minute, or press Prepare now.',
      },
      'no-service-worker': {
        says: 'This window has no service worker, so nothing can be kept for offline use.',
        remedy: 'Leave private browsing, or open EchoFlow through https:// or localhost.',
      },
    },
  },
  files: {
    title: 'File storage',
    reasons: {
      works: { says: 'A file was written, read back and deleted.' },
      missing: {
        says: 'This browser has no private file storage, where recordings are kept as they are made.',
        remedy: 'Use a current version of Chrome, Edge, Firefox or Safari.',
      },
      refused: {
        says: 'The browser refused to write a file.',
        remedy: 'Leave private browsing and allow site data for this page; check that the disk is not full.',
      },
      wrong: {
        says: 'A file came back different from what was written.',
        remedy: 'Export what matters to you now, then check the disk of this device.',
      },
    },
  },
  database: {
    title: 'Database',
    reasons: {
      works: { says: 'A row was written, read back and deleted.' },
      refused: {
        says: 'The browser refused to open its database.',
        remedy: 'Close other tabs of EchoFlow and reload; leave private browsing; check that the disk is not full.',
      },
      wrong: {
        says: 'A row came back different from what was written.',
        remedy: 'Export what matters to you now, then check the disk of this device.',
      },
    },
  },
  homes: {
    title: 'Two copies of everything',
    reasons: {
      agree: { says: 'Both copies of your recordings and transcripts agree.' },
      rebuilt: {
        says: 'One copy had lost something; it was rebuilt from the other, completely.',
        remedy: 'Nothing is missing. To be safe, export what matters to you.',
      },
      lost: {
        says: 'Something is missing from both copies.',
        remedy: 'The library names what it was. Add the original files again if you have them.',
      },
      'not-compared': {
        says: 'The copies have not been compared since the page was opened.',
        remedy: 'Reload the page: they are compared at every start.',
      },
    },
  },
  space: {
    title: 'Room on the disk',
    reasons: {
      enough: { says: 'There is room for hours of recordings.' },
      little: { says: 'Room is getting short.', remedy: 'Empty the bin or delete models you do not use.' },
      full: {
        says: 'There is hardly any room: a recording might stop early.',
        remedy: 'Free some space before you record: empty the bin, delete models, or clear the disk.',
      },
      unknown: { says: 'The browser does not tell how much room there is.' },
    },
  },
  persistence: {
    title: 'Protected from clearing',
    reasons: {
      granted: { says: 'The browser will not clear your recordings to make room.' },
      'not-granted': {
        says: 'The browser may clear everything when the disk runs short.',
        remedy: 'Ask it for protection. If it refuses, install EchoFlow or bookmark it, then ask again.',
      },
    },
  },
  microphone: {
    title: 'Microphone',
    reasons: {
      ready: { says: 'Allowed and connected.' },
      'not-asked': { says: 'Connected. The browser will ask you when you first record.' },
      denied: {
        says: 'This page is not allowed to use the microphone.',
        remedy: 'Open the site settings beside the address, allow the microphone, then run the checks again.',
      },
      none: { says: 'No microphone is connected.', remedy: 'Connect one. Files can be transcribed without it.' },
      unsupported: {
        says: 'This browser cannot record.',
        remedy: 'Record with another program and add the file, or use a current browser.',
      },
    },
  },
  decoders: {
    title: 'Audio decoders',
    reasons: {
      all: { says: 'The browser decodes every common format by itself.' },
      some: { says: 'The browser decodes most formats; the built-in ffmpeg reads the rest.' },
      none: {
        says: 'The browser decodes nothing by itself.',
        remedy: 'Files are read by the built-in ffmpeg, only slower. A current Chromium browser is faster.',
      },
    },
  },
  engine: {
    title: 'Speech runtime',
    reasons: {
      ready: { says: 'Present, and this browser understands it.' },
      missing: {
        says: 'The runtime that recognises speech cannot be reached.',
        remedy: 'Connect to the network once and reload, so that it can be stored.',
      },
      damaged: {
        says: 'The file of the speech runtime is not what it should be.',
        remedy: 'Reload the page to fetch it again.',
      },
      unsupported: {
        says: 'This browser cannot run the speech runtime (it lacks WebAssembly SIMD).',
        remedy: 'Use a browser from 2023 or later.',
      },
    },
  },
  'built-in-model': {
    title: 'Built-in model',
    reasons: {
      verified: { says: 'Every file is present and matches its SHA-256.' },
      missing: {
        says: 'The built-in model cannot be reached.',
        remedy: 'Connect to the network once and reload, so that it can be stored.',
      },
      damaged: { says: 'A file of the built-in model is damaged.', remedy: 'Reload the page to fetch it again.' },
    },
  },
  gpu: {
    title: 'Graphics card (WebGPU)',
    reasons: {
      available: { says: 'Available: large models run faster on it.' },
      software: { says: 'Only imitated in software: models run on the processor instead.' },
      none: { says: 'Not available. Small models run well without it.' },
    },
  },
  device: {
    title: 'Memory and cores',
    reasons: {
      strong: { says: 'Enough for the larger models.' },
      modest: { says: 'Enough for the small models.' },
      weak: {
        says: 'Little memory: models may not fit.',
        remedy: 'Record here and transcribe on a computer, or use the smallest model.',
      },
    },
  },
  faults: {
    title: 'Errors since opening',
    reasons: {
      none: { says: 'The log holds no error.' },
      some: { says: 'The log holds errors.', remedy: 'Look at the log below; you can save it for a report.' },
    },
  },
} satisfies Record<string, CheckWords>;
