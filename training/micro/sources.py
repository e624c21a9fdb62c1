"""The texts that sentences are taken from: WordNet and public-domain books, all from Debian packages (see DATA_CARD.md)."""
import glob
import re
import struct
import zlib

WORDNET = 'usr/share/wordnet/data.*'
AUSTEN = 'usr/lib/R/site-library/janeaustenr/data/Rdata'
BIBLE = 'usr/share/sword/modules/texts/ztext/engWEB2015eb'
SAWYER = 'usr/share/gocode/src/github.com/klauspost/compress/testdata/Mark.Twain-Tom.Sawyer.txt'
PACKAGES = ('wordnet-base', 'r-cran-janeaustenr', 'sword-text-web', 'golang-github-klauspost-compress-dev')
HELD_OUT_BOOK = 'persuasion'
QUESTION = re.compile(r'(?i)(who|what|when|where|why|how|do|does|did|is|are|can|could|will|would)\b')


def clean(text):
    """Plain punctuation only: quotes and brackets go, dashes, colons and semicolons become commas."""
    text = text.replace('\u2019', "'").replace('\u2018', "'").replace('\u2014', ', ').replace('--', ', ').replace('...', '.')
    text = re.sub(r'["\u201c\u201d_*`()\[\]]', '', text)
    text = re.sub(r'[;:]', ',', text)
    text = re.sub(r'\s+', ' ', text).strip()
    text = re.sub(r'\s+([,.?!])', r'\1', text)
    text = re.sub(r',+', ',', text).replace(',.', '.').replace('?!', '?').replace(',!', '!')
    return text.strip(" ,'-")


def as_sentence(text):
    text = re.sub(r'\bi\b', 'I', clean(text))
    if not text:
        return ''
    end = '' if text[-1] in '.?!' else '?' if QUESTION.match(text) else '.'
    return text[0].upper() + text[1:] + end


def glosses(root):
    for path in sorted(glob.glob(f'{root}/{WORDNET}')):
        for line in open(path, encoding='latin1'):
            if ' | ' in line and not line.startswith('  '):
                yield line.split(' | ', 1)[1].strip()


def wordnet_examples(root):
    """The usage examples of every WordNet gloss, as sentences."""
    for gloss in glosses(root):
        for example in re.findall(r'"([^"]{12,160})"', gloss):
            if text := as_sentence(example):
                yield text


def wordnet_definitions(root):
    """The definitions of WordNet, without their brackets, as sentences."""
    for gloss in glosses(root):
        for part in re.sub(r'\([^)]*\)', '', gloss.split('"', 1)[0]).split(';'):
            if text := as_sentence(part):
                yield text


def read_r_strings(blob):
    """The strings of a serialised R character vector (XDR), in order."""
    at, mark = 0, b'\x00\x04\x00\x09'
    while (at := blob.find(mark, at)) >= 0:
        size = struct.unpack('>i', blob[at + 4:at + 8])[0]
        at += 8
        if 0 <= size < 4096:
            yield blob[at:at + size].decode('utf8', 'replace')
            at += size


def austen(root):
    """{title: text} of Jane Austen's novels from the lazy-load database of the R package `janeaustenr`."""
    index = zlib.decompress(open(f'{root}/{AUSTEN}.rdx', 'rb').read(), wbits=47)
    data = open(f'{root}/{AUSTEN}.rdb', 'rb').read()
    places = [struct.unpack('>ii', m) for m in re.findall(rb'\x00\x00\x00\x0d\x00\x00\x00\x02(.{8})', index, re.S)]
    titles = [n for n in read_r_strings(index) if n not in ('names', 'variables', 'references', 'compressed')]
    return {t: '\n'.join(read_r_strings(zlib.decompress(data[o + 4:o + n]))) for t, (o, n) in zip(titles, places)}


def bible(root):
    """The verses of the World English Bible, one paragraph each, from the SWORD project's compressed module."""
    verses = []
    for part in ('ot', 'nt'):
        index, blocks, places = (open(f'{root}/{BIBLE}/{part}.{kind}', 'rb').read() for kind in ('bzs', 'bzz', 'bzv'))
        texts = [zlib.decompress(blocks[first:first + size]) for first, size, _ in struct.iter_unpack('<III', index)]
        verses += [texts[block][first:first + size].decode() for block, first, size in struct.iter_unpack('<IIH', places) if size]
    return '\n\n'.join(re.sub(r'<[^>]*>', '', re.sub(r'<note.*?</note>', '', v)) for v in verses)


def sawyer(root):
    """Tom Sawyer, without the notes before and after it."""
    text = open(f'{root}/{SAWYER}', encoding='latin1').read()
    return text.split('HARTFORD, 1876.', 1)[1].split('End of the Project', 1)[0]


def sentences_of(text):
    """The sentences of a book, quotation marks removed."""
    for paragraph in re.split(r'\n\s*\n', text):
        for part in re.split(r'(?<=[.?!])["\u201d\u2019]?\s+', paragraph.replace('\n', ' ')):
            part = clean(part)
            if part:
                yield part[0].upper() + part[1:]


def books(root):
    """{name of the source: sentences}, without the held-out novel."""
    novels = austen(root)
    return dict(
        austen=[s for title in sorted(novels) if title != HELD_OUT_BOOK for s in sentences_of(novels[title])],
        bible=list(sentences_of(bible(root))), sawyer=list(sentences_of(sawyer(root))))
