import type { Language } from '../../shared/language.ts'
import { plural } from '../../ui/languages/plural.ts'

/**
 * What the exchange of packs and the storage room say. They come with the code that says them, so that the words every visit loads stay
 * few; `../../ui/languages` has the rest.
 */
const en = {
  open: {
    title: 'Open a pack',
    intro: 'A file from a friend brings an edition, or a part of it, with no connection at all.',
    choose: 'Choose a file',
    drop: 'or drop it here',
    looking: 'Looking into it…',
    found: 'What is in this file',
    edition: (n: number, date: string) => `Edition ${n} of ${date}`,
    signed: 'Signed by the organisation',
    signedBy: (key: string) => `Its manifest carries the organisation’s signature, key ${key}.`,
    holds: (items: number, size: string) => `${items} ${plural(items, 'file', 'files')}, ${size}`,
    freshSome: (items: number, size: string) =>
      `New for this phone: ${items} ${plural(items, 'file', 'files')}, ${size}`,
    freshNone: 'All of it is on this phone already.',
    part: 'It is a part of the edition. What it does not hold is shown as not included, until it comes another way.',
    newer: (held: number) => `It replaces edition ${held} on this phone.`,
    first: 'It becomes the edition on this phone.',
    same: 'It is the edition on this phone; what is missing is filled in.',
    older: 'It is older than the edition on this phone, so it is not taken.',
    conflict:
      'Careful: it has the same number as the edition on this phone and says something else. It is not taken. Ask the organisation.',
    code: 'Check code',
    codeMore: 'If you can, let the sender read theirs aloud. It must be the same.',
    take: 'Take it',
    fill: 'Fill in what is missing',
    putAway: 'Put it away',
    taking: (size: string, total: string) => `Checking and keeping: ${size} of ${total}`,
    taken: 'It is on this phone now. Every file was what the organisation signed.',
    takenForNow:
      'It is open for this visit only: this phone could not keep it. Every file was what the organisation signed. Free some space, then open the file again.',
    cancel: 'Cancel',
    refused: (name: string) => `Refused: ${name}`,
    another: 'Open another pack',
  },
  keys: {
    content: (date: string) => `On ${date} the organisation changed the key it signs editions with.`,
    donation: (date: string) =>
      `On ${date} the organisation changed the key it signs the accounts and the donation form with.`,
    before: 'Before',
    now: 'Now',
    more: 'The old key vouches for the new one. If you can, have the organisation read both aloud and compare.',
  },
  make: {
    title: 'Make a pack',
    intro:
      'Put what is on this phone into one file and pass it on. It can be read without Sada, and checked with it.',
    empty: 'There is nothing on this phone to pass on yet.',
    kinds: 'Kinds',
    words: 'Words (always in it)',
    pictures: 'Pictures',
    sound: 'Sound',
    film: 'Film',
    languages: 'Languages',
    english: 'English',
    urdu: 'Urdu',
    what: 'What goes in',
    all: 'All',
    size: (size: string) => `This pack: ${size}`,
    measuring: 'Measuring…',
    make: 'Make the pack',
    making: (size: string, total: string) => `Making: ${size} of ${total}`,
    cancel: 'Cancel',
    made: 'The pack is ready',
    madeMore: 'Its page reads in any browser. Only Sada can check it.',
    code: 'Check code, to be read aloud to whoever gets it',
    share: 'Share',
    save: 'Save as a file',
    saved: 'Saved.',
    again: 'Make another one',
    failed: 'This did not work. Save it as a file instead, or make a smaller one.',
  },
  room: {
    title: 'Room on this phone',
    choice: 'What is fetched by itself',
    choices: {
      text: { name: 'Words only', hint: 'Least data.' },
      sound: { name: 'With pictures and sound', hint: 'Everything but film.' },
      everything: { name: 'Everything', hint: 'Film too.' },
    },
    own: 'You have removed some things; choose one of these to have them fetched again.',
    savesData: 'Your browser spares data, so words only are fetched until you choose.',
    kinds: 'What takes room',
    items: 'One by one',
    remove: (what: string) => `Remove ${what}`,
    removeAsk: (what: string, size: string) => `Remove ${what}, ${size}? It can be fetched again.`,
    removeYes: 'Remove',
    keep: 'Keep',
    copy: 'Save a copy outside the browser',
    copyMore: 'All that is here as one pack, which the browser cannot throw away. Open it again above.',
    copyMake: 'Save a copy',
    erase: 'Erase everything on this phone',
    eraseMore:
      'Editions, donations and the app itself are erased from this browser. Nobody can bring them back.',
    eraseWaiting: (n: number) =>
      `${n} ${plural(n, 'donation has', 'donations have')} not been sent yet and would be lost for ever.`,
    eraseYes: 'Yes, erase everything',
    erasing: 'Erasing…',
    erased: 'Everything is erased. Close this page now.',
    erasedPartly:
      'Not everything could be erased: another tab holds it open. Close all tabs of this app, then let the browser erase the rest, here or in its settings.',
    eraseByBrowser: 'Let the browser erase the rest',
    app: 'The app itself',
    donations: (n: number) => `Your donations (${n})`,
    stays: 'stays',
    persist: 'Ask the browser to keep it',
    refused:
      'The browser did not promise. Most do once the app is installed or has been used more often; until then, save a copy outside the browser.',
    archive: 'Older editions',
    archiveMore: 'To be read only. Nothing can be given by an older edition.',
    archived: (n: number, date: string) => `Edition ${n}, kept since ${date}`,
    read: 'Read it',
    showing: (n: number) => `You are reading edition ${n} from the archive.`,
    back: 'Back to the current edition',
  },
  clock: {
    early: (today: string) =>
      `This phone’s clock says ${today}, which is before this edition was issued. Set it right: until then no date here can be relied on.`,
    stale: (today: string) =>
      `By this phone’s clock it is ${today}. If that is wrong, the edition may still be fresh: set the clock right.`,
  },
}

type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Shape<T[K]> }
export type ExchangeWords = Shape<typeof en>

const ur: ExchangeWords = {
  open: {
    title: 'پیک کھولیں',
    intro: 'دوست کی دی ہوئی ایک فائل پورا ایڈیشن یا اس کا حصہ لے آتی ہے، کسی رابطے کے بغیر۔',
    choose: 'فائل چنیں',
    drop: 'یا یہاں چھوڑ دیں',
    looking: 'دیکھا جا رہا ہے…',
    found: 'اس فائل میں کیا ہے',
    edition: (n, date) => `ایڈیشن ${n}، ${date}`,
    signed: 'تنظیم کے دستخط موجود ہیں',
    signedBy: (key) => `فہرست پر تنظیم کے دستخط ہیں، کلید ${key}۔`,
    holds: (items, size) => `${items} فائلیں، ${size}`,
    freshSome: (items, size) => `اس فون کے لیے نئی: ${items} فائلیں، ${size}`,
    freshNone: 'یہ سب پہلے سے اس فون پر ہے۔',
    part: 'یہ ایڈیشن کا ایک حصہ ہے۔ جو اس میں نہیں، وہ ”شامل نہیں“ دکھے گا، جب تک کسی اور راستے سے نہ آ جائے۔',
    newer: (held) => `یہ اس فون کے ایڈیشن ${held} کی جگہ لے گا۔`,
    first: 'یہ اس فون کا ایڈیشن بن جائے گا۔',
    same: 'یہ وہی ایڈیشن ہے جو اس فون پر ہے؛ جو کمی ہے وہ پوری ہو جائے گی۔',
    older: 'یہ اس فون کے ایڈیشن سے پرانا ہے، اس لیے نہیں لیا جائے گا۔',
    conflict:
      'خبردار: اس کا نمبر وہی ہے جو اس فون کے ایڈیشن کا، مگر بات کچھ اور ہے۔ یہ نہیں لیا جائے گا۔ تنظیم سے پوچھیں۔',
    code: 'جانچ کا کوڈ',
    codeMore: 'ہو سکے تو بھیجنے والے سے اس کا کوڈ پڑھوا لیں۔ دونوں ایک ہونے چاہییں۔',
    take: 'لے لیں',
    fill: 'کمی پوری کریں',
    putAway: 'رہنے دیں',
    taking: (size, total) => `جانچ کر رکھا جا رہا ہے: ${total} میں سے ${size}`,
    taken: 'اب یہ اس فون پر ہے۔ ہر فائل وہی تھی جس پر تنظیم نے دستخط کیے۔',
    takenForNow:
      'یہ صرف اس بار کے لیے کھلا ہے: یہ فون اسے محفوظ نہیں کر سکا۔ ہر فائل وہی تھی جس پر تنظیم نے دستخط کیے۔ کچھ جگہ خالی کریں، پھر فائل دوبارہ کھولیں۔',
    cancel: 'منسوخ کریں',
    refused: (name) => `قبول نہیں کی گئی: ${name}`,
    another: 'ایک اور پیک کھولیں',
  },
  keys: {
    content: (date) => `${date} کو تنظیم نے وہ کلید بدل دی جس سے وہ ایڈیشن پر دستخط کرتی ہے۔`,
    donation: (date) =>
      `${date} کو تنظیم نے وہ کلید بدل دی جس سے وہ کھاتوں اور عطیے کے فارم پر دستخط کرتی ہے۔`,
    before: 'پہلے',
    now: 'اب',
    more: 'نئی کلید کی تصدیق پرانی کلید نے کی ہے۔ ہو سکے تو تنظیم سے دونوں پڑھوا کر ملا لیں۔',
  },
  make: {
    title: 'پیک بنائیں',
    intro:
      'جو اس فون پر ہے اسے ایک فائل میں رکھ کر آگے دیں۔ صدا کے بغیر پڑھی جا سکتی ہے، اور صدا سے جانچی جا سکتی ہے۔',
    empty: 'اس فون پر ابھی آگے دینے کو کچھ نہیں۔',
    kinds: 'قسمیں',
    words: 'متن (ہمیشہ شامل)',
    pictures: 'تصویریں',
    sound: 'آواز',
    film: 'فلم',
    languages: 'زبانیں',
    english: 'انگریزی',
    urdu: 'اردو',
    what: 'کیا کیا شامل ہو',
    all: 'سب',
    size: (size) => `یہ پیک: ${size}`,
    measuring: 'ناپا جا رہا ہے…',
    make: 'پیک بنائیں',
    making: (size, total) => `بن رہا ہے: ${total} میں سے ${size}`,
    cancel: 'منسوخ کریں',
    made: 'پیک تیار ہے',
    madeMore: 'اس کا صفحہ کسی بھی براؤزر میں پڑھا جاتا ہے۔ جانچ صرف صدا کر سکتی ہے۔',
    code: 'جانچ کا کوڈ، جو پانے والے کو پڑھ کر سنائیں',
    share: 'شیئر کریں',
    save: 'فائل میں محفوظ کریں',
    saved: 'محفوظ ہو گیا۔',
    again: 'ایک اور بنائیں',
    failed: 'یہ نہ ہو سکا۔ اسے فائل میں محفوظ کریں، یا چھوٹا پیک بنائیں۔',
  },
  room: {
    title: 'اس فون پر جگہ',
    choice: 'خود سے کیا لایا جائے',
    choices: {
      text: { name: 'صرف متن', hint: 'سب سے کم ڈیٹا۔' },
      sound: { name: 'تصویروں اور آواز کے ساتھ', hint: 'فلم کے سوا سب کچھ۔' },
      everything: { name: 'سب کچھ', hint: 'فلم بھی۔' },
    },
    own: 'آپ نے کچھ چیزیں ہٹائی ہیں؛ ان میں سے کچھ چنیں تو وہ دوبارہ لائی جائیں گی۔',
    savesData: 'آپ کا براؤزر ڈیٹا بچا رہا ہے، اس لیے جب تک آپ نہ چنیں صرف متن لایا جاتا ہے۔',
    kinds: 'جگہ کس نے لی',
    items: 'ایک ایک کر کے',
    remove: (what) => `ہٹائیں: ${what}`,
    removeAsk: (what, size) => `${what}، ${size}، ہٹا دیں؟ دوبارہ لایا جا سکتا ہے۔`,
    removeYes: 'ہٹا دیں',
    keep: 'رہنے دیں',
    copy: 'براؤزر سے باہر ایک نقل رکھیں',
    copyMore: 'جو کچھ یہاں ہے، ایک پیک میں، جسے براؤزر مٹا نہیں سکتا۔ اسے اوپر سے پھر کھولا جا سکتا ہے۔',
    copyMake: 'نقل محفوظ کریں',
    erase: 'اس فون سے سب کچھ مٹائیں',
    eraseMore: 'ایڈیشن، عطیات اور خود ایپ اس براؤزر سے مٹ جائیں گے۔ انہیں کوئی واپس نہیں لا سکتا۔',
    eraseWaiting: (n) => `${n} عطیات ابھی بھیجے نہیں گئے؛ وہ ہمیشہ کے لیے ضائع ہو جائیں گے۔`,
    eraseYes: 'ہاں، سب مٹا دیں',
    erasing: 'مٹایا جا رہا ہے…',
    erased: 'سب کچھ مٹ گیا۔ اب یہ صفحہ بند کر دیں۔',
    erasedPartly:
      'سب کچھ نہ مٹ سکا: کسی اور ٹیب نے اسے کھول رکھا ہے۔ اس ایپ کے سب ٹیب بند کریں، پھر باقی براؤزر سے مٹوائیں، یہیں سے یا اس کی سیٹنگز سے۔',
    eraseByBrowser: 'باقی براؤزر سے مٹوائیں',
    app: 'خود ایپ',
    donations: (n) => `آپ کے عطیات (${n})`,
    stays: 'یہیں رہے گا',
    persist: 'براؤزر سے محفوظ رکھنے کو کہیں',
    refused:
      'براؤزر نے وعدہ نہیں کیا۔ ایپ انسٹال ہو یا زیادہ استعمال ہو تو اکثر براؤزر مان جاتے ہیں؛ تب تک براؤزر سے باہر ایک نقل رکھ لیں۔',
    archive: 'پرانے ایڈیشن',
    archiveMore: 'صرف پڑھنے کے لیے۔ پرانے ایڈیشن سے عطیہ نہیں دیا جا سکتا۔',
    archived: (n, date) => `ایڈیشن ${n}، ${date} سے محفوظ`,
    read: 'پڑھیں',
    showing: (n) => `آپ پرانا ایڈیشن ${n} پڑھ رہے ہیں۔`,
    back: 'موجودہ ایڈیشن پر واپس',
  },
  clock: {
    early: (today) =>
      `اس فون کی گھڑی کے مطابق آج ${today} ہے، جو اس ایڈیشن کے اجرا سے پہلے کی تاریخ ہے۔ گھڑی درست کر لیں: تب تک یہاں کی کسی تاریخ پر بھروسا نہیں ہو سکتا۔`,
    stale: (today) =>
      `اس فون کی گھڑی کے مطابق آج ${today} ہے۔ اگر یہ غلط ہے تو ایڈیشن شاید ابھی تازہ ہو: گھڑی درست کر لیں۔`,
  },
}

export const exchangeWords: Record<Language, ExchangeWords> = { en, ur }
