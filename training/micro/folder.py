"""The JSON files beside the ONNX graphs: configuration, tokenizer and manifest."""
import glob
import hashlib
import json
import os

from .model import TEXT_POSITIONS
from .tokens import SECONDS_PER_TIME_TOKEN, TIME_TOKENS

WINDOW_SECONDS = 30
# Runaway repetition is cut off: nothing that is said twice in a row in earnest is this many tokens long
MOST_TOKENS, LONGEST_REPEAT = 400, 16


def dump(path, data):
    with open(path, 'w') as out:
        json.dump(data, out, indent=1, ensure_ascii=False)
        out.write('\n')


def write(out, config, tokenizer, alignment_heads):
    """Write config, generation_config, preprocessor_config, tokenizer, tokenizer_config and special_tokens_map."""
    special, end = tokenizer.special, tokenizer.end
    common = dict(bos_token_id=end, eos_token_id=end, pad_token_id=end, decoder_start_token_id=tokenizer.start,
                  suppress_tokens=None, begin_suppress_tokens=None)
    width, heads = config['width'], config['heads']
    dump(f'{out}/config.json', dict(
        architectures=['WhisperForConditionalGeneration'], model_type='whisper', is_encoder_decoder=True, activation_function='gelu',
        d_model=width, encoder_layers=config['encoder'], decoder_layers=config['decoder'], num_hidden_layers=config['encoder'],
        encoder_attention_heads=heads, decoder_attention_heads=heads, encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width,
        max_source_positions=1500, max_target_positions=TEXT_POSITIONS, num_mel_bins=80, vocab_size=tokenizer.size,
        median_filter_width=7, scale_embedding=False, use_cache=True, forced_decoder_ids=None, **common))
    dump(f'{out}/generation_config.json', dict(
        **common, max_length=MOST_TOKENS, no_repeat_ngram_size=LONGEST_REPEAT, max_initial_timestamp_index=50,
        no_timestamps_token_id=tokenizer.no_times, prev_sot_token_id=special['<|startofprev|>'], is_multilingual=True,
        lang_to_id={'<|en|>': tokenizer.english}, task_to_id=dict(transcribe=tokenizer.transcribe, translate=special['<|translate|>']),
        return_timestamps=False, alignment_heads=alignment_heads))
    dump(f'{out}/preprocessor_config.json', dict(
        feature_extractor_type='WhisperFeatureExtractor', processor_class='WhisperProcessor', chunk_length=WINDOW_SECONDS, feature_size=80,
        hop_length=160, n_fft=400, n_samples=16000 * WINDOW_SECONDS, nb_max_frames=100 * WINDOW_SECONDS, padding_side='right',
        padding_value=0.0, return_attention_mask=False, sampling_rate=16000))
    write_tokenizer(out, tokenizer)


def write_tokenizer(out, tokenizer):
    times = {f'<|{i * SECONDS_PER_TIME_TOKEN:.2f}|>': tokenizer.first_time + i for i in range(TIME_TOKENS)}
    added = [dict(id=i, content=t, single_word=False, lstrip=False, rstrip=False, normalized=False, special=t in tokenizer.special)
             for t, i in {**tokenizer.special, **times}.items()]
    level = dict(type='ByteLevel', trim_offsets=True, use_regex=True)
    end = '<|endoftext|>'
    dump(f'{out}/tokenizer.json', dict(
        version='1.0', truncation=None, padding=None, added_tokens=added, normalizer=None, pre_tokenizer=dict(level, add_prefix_space=False),
        post_processor=None, decoder=dict(level, add_prefix_space=True),
        model=dict(type='BPE', dropout=None, unk_token=end, continuing_subword_prefix='', end_of_word_suffix='', fuse_unk=False,
                   byte_fallback=False, vocab={**tokenizer.vocab, end: tokenizer.end}, merges=[' '.join(m) for m in tokenizer.merges])))
    dump(f'{out}/tokenizer_config.json', dict(
        tokenizer_class='WhisperTokenizer', processor_class='WhisperProcessor', add_prefix_space=False, errors='replace', bos_token=end,
        eos_token=end, pad_token=end, unk_token=end, model_max_length=1024, return_attention_mask=False,
        clean_up_tokenization_spaces=False, language=None, task=None))
    dump(f'{out}/special_tokens_map.json', {k: end for k in ('bos_token', 'eos_token', 'pad_token', 'unk_token')})


def write_manifest(out, revision, parameters, window_seconds, figures=''):
    """List every file with size and hash, with what the application shows about the model.

    `window_seconds` is the longest window the application hands it, `figures` a file that `training/evaluate --json` wrote.
    """
    paths = sorted(os.path.relpath(p, out) for p in glob.glob(f'{out}/**', recursive=True) if os.path.isfile(p) and not p.endswith('manifest.json'))
    files = [dict(path=p, sizeBytes=os.path.getsize(f'{out}/{p}'), sha256=hashlib.sha256(open(f'{out}/{p}', 'rb').read()).hexdigest()) for p in paths]
    measured = json.load(open(figures)) if figures else {}
    facts = dict(
        id='echoflow-micro', revision=revision, name='EchoFlow Micro', language='en', languages=['en'], architecture='whisper',
        dtypes=['q8'] + ['fp32'] * any(p.endswith('encoder_model.onnx') for p in paths), parameters=parameters,
        sizeBytes=sum(f['sizeBytes'] for f in files), windowSeconds=window_seconds, alignmentRow='fed', realTimeFactor=measured.get('realTimeFactor'),
        measured=measured and dict(werSeenVoices=measured['wer']['seenVoices'], werUnseenVoices=measured['wer']['unseenVoices'],
                                   wordStartMedianMs=measured['wordStart']['medianMs']),
        trainedOn='Synthetic speech only (espeak-ng, flite, festival)',
        limits='Made from synthetic voices: it hears those well and natural human speech poorly.')
    with open(f'{out}/manifest.json', 'w') as manifest:
        json.dump(dict(facts, files=files), manifest, indent=2)
        manifest.write('\n')
