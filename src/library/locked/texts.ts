import type { Language } from '../../shared/language.ts'

/** What a locked item's screen says. It comes with the code that says it, as the exchange of packs does: most visits need neither. */
const en = {
  title: 'How it opens',
  here: (size: string) =>
    `It is on this phone already: ${size}, sealed. With its code it opens at once, with no connection.`,
  partly: (size: string, total: string) =>
    `${size} of ${total} are on this phone, sealed. The rest comes when there is a connection.`,
  coming: (total: string) =>
    `It is not on this phone yet (${total}). It comes by itself, sealed, when there is a connection.`,
  opens: (time: string) => `Its code is to be given out at ${time}, by your clock.`,
  opened: (time: string) => `Its code was to be given out at ${time}.`,
  bySelf: 'If an edition brings the code, it opens by itself.',
  code: 'The code',
  codeHint: '28 letters and digits. Capital or small letters, spaces and hyphens make no difference.',
  words: 'The twelve words',
  wordsHint: 'English words, in their order. The first four letters of each are enough.',
  toWords: 'I have twelve words',
  toCode: 'I have a code',
  count: {
    code: (n: number, of: number) => `${n} of ${of}`,
    words: (n: number, of: number) => `${n} of ${of}`,
  },
  incomplete: {
    code: (n: number, of: number) => `Not complete: ${n} of ${of} characters so far.`,
    words: (n: number, of: number) => `Not complete: ${n} of ${of} words so far.`,
  },
  long: {
    code: (n: number, of: number) => `Too long: ${n} characters where there are ${of}.`,
    words: (n: number, of: number) => `Too long: ${n} words where there are ${of}.`,
  },
  mistyped: {
    code: 'Mistyped: the check characters at the end do not fit. Compare it group by group.',
    words: 'Mistyped: these words do not belong together. Compare them one by one.',
  },
  word: (word: string) => `“${word}” is none of the words there are. Compare it with what was read out.`,
  unknown: 'This is a proper code, but it opens nothing in this edition.',
  other: 'This code belongs to another item:',
  otherOpened: 'This code belonged to another item, which is open now:',
  unavailable:
    'The list of words has not come to this phone yet. Type the code, or try again with a connection.',
  right: 'This is its code.',
  open: 'Open',
  opening: 'Opening…',
  kept: 'The code is right and stays on this phone. The item has not come yet; it opens by itself once it has.',
}

const ur: typeof en = {
  title: 'یہ کیسے کھلے گا',
  here: (size) =>
    `یہ اس فون پر پہلے سے موجود ہے: ${size}، مہربند۔ کوڈ ملتے ہی رابطے کے بغیر بھی فوراً کھل جائے گا۔`,
  partly: (size, total) => `${total} میں سے ${size} اس فون پر ہے، مہربند۔ باقی رابطہ ملنے پر آئے گا۔`,
  coming: (total) => `یہ ابھی اس فون پر نہیں ہے (${total})۔ رابطہ ملتے ہی مہربند حالت میں خود آ جائے گا۔`,
  opens: (time) => `اس کا کوڈ آپ کی گھڑی کے مطابق ${time} کو جاری ہونا ہے۔`,
  opened: (time) => `اس کا کوڈ ${time} کو جاری ہونا تھا۔`,
  bySelf: 'اگر کوڈ کسی ایڈیشن کے ساتھ آ جائے تو یہ خود کھل جائے گا۔',
  code: 'کوڈ',
  codeHint: 'انگریزی کے 28 حروف اور ہندسے۔ بڑے چھوٹے حروف، خالی جگہ اور ڈیش سے فرق نہیں پڑتا۔',
  words: 'بارہ الفاظ',
  wordsHint: 'انگریزی الفاظ، اسی ترتیب سے۔ ہر لفظ کے پہلے چار حروف کافی ہیں۔',
  toWords: 'میرے پاس بارہ الفاظ ہیں',
  toCode: 'میرے پاس کوڈ ہے',
  count: { code: (n, of) => `${of} میں سے ${n}`, words: (n, of) => `${of} میں سے ${n}` },
  incomplete: {
    code: (n, of) => `ابھی نامکمل ہے: ${of} میں سے ${n} حروف۔`,
    words: (n, of) => `ابھی نامکمل ہے: ${of} میں سے ${n} الفاظ۔`,
  },
  long: {
    code: (n, of) => `زیادہ لمبا ہے: ${of} کے بجائے ${n} حروف۔`,
    words: (n, of) => `زیادہ لمبا ہے: ${of} کے بجائے ${n} الفاظ۔`,
  },
  mistyped: {
    code: 'کہیں غلطی ہے: آخر کے جانچ کے حروف نہیں ملتے۔ ایک ایک حصہ ملا کر دیکھیں۔',
    words: 'کہیں غلطی ہے: یہ الفاظ ایک ساتھ نہیں بنتے۔ ایک ایک لفظ ملا کر دیکھیں۔',
  },
  word: (word) => `”${word}“ ان الفاظ میں سے نہیں۔ جو پڑھا گیا تھا اس سے ملا لیں۔`,
  unknown: 'کوڈ درست ہے، مگر اس ایڈیشن میں اس سے کچھ نہیں کھلتا۔',
  other: 'یہ کوڈ کسی اور چیز کا ہے:',
  otherOpened: 'یہ کوڈ کسی اور چیز کا تھا، جو اب کھل گئی ہے:',
  unavailable: 'الفاظ کی فہرست ابھی اس فون پر نہیں آئی۔ کوڈ لکھیں، یا رابطہ ملنے پر دوبارہ کوشش کریں۔',
  right: 'یہی اس کا کوڈ ہے۔',
  open: 'کھولیں',
  opening: 'کھل رہا ہے…',
  kept: 'کوڈ درست ہے اور اس فون پر محفوظ ہے۔ یہ چیز ابھی پہنچی نہیں؛ پہنچتے ہی خود کھل جائے گی۔',
}

export const lockedTexts: Record<Language, typeof en> = { en, ur }
export type LockedTexts = typeof en
