import * as v from 'valibot';

/**
 * Which sound of a file is worked on. `mix`: all channels as one. `split`: the left and the right channel are two
 * speakers, each transcribed by itself.
 */
export const soundChannels = ['mix', 'left', 'right', 'split'] as const;

/** `track`: position among the audio tracks of the file, from 0. */
export const soundChoiceSchema = v.object({ track: v.number(), channel: v.picklist(soundChannels) });
export type SoundChoice = v.InferOutput<typeof soundChoiceSchema>;
export type SoundChannel = SoundChoice['channel'];

/** What one decode can take: two channels are decoded one after the other. */
export type DecodedChannel = Exclude<SoundChannel, 'split'>;

export const wholeSound: SoundChoice & { channel: DecodedChannel } = { track: 0, channel: 'mix' };

/** OPFS path of a video's picture beside its cleaned copy, by the path of the copy. */
export const pictureOfCopy = (copyPath: string): string => `${copyPath}.video`;
