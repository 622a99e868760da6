import type { Language } from '../../shared/language.ts'
import { plural } from '../../ui/languages/plural.ts'

/** What the desk says. The words come with the code that says them, so that those every visit loads stay few. */
const en = {
  find: {
    label: 'Find in everything on this phone',
    clear: 'Clear',
    looking: 'Looking…',
    none: (query: string) => `“${query}” is nowhere in what is on this phone.`,
    noneMore: 'Try fewer or shorter words. Accents, vowel signs and capitals do not matter.',
    count: (n: number) => `Found in ${n} ${plural(n, 'place', 'places')} of the contents`,
    unsearched: (n: number) =>
      `${n} ${plural(n, 'item', 'items')} not on this phone yet ${plural(n, 'was', 'were')} not looked into.`,
    more: (n: number) => `and ${n} more`,
    at: (clock: string) => `Said at ${clock}`,
    picture: (n: number) => `Picture ${n}`,
    programme: 'In the programme',
    otherLanguage: 'In Urdu',
    shown: (words: string) => `Shown: ${words}`,
    stopShowing: 'Do not mark it any more',
  },
  keep: {
    get: (size: string) => `Get it (${size})`,
    getLabel: (title: string, size: string) => `Get ${title} (${size})`,
    getting: (part: string, size: string) => `Coming: ${part} of ${size}`,
    stop: 'Stop',
    remove: (size: string) => `Remove (${size})`,
    removeLabel: (title: string, size: string) => `Remove ${title} (${size})`,
    removed: (size: string) => `Removed, ${size} freed.`,
    undo: 'Undo',
    later: 'It could not be fetched just now. It comes by itself when there is a connection.',
    kinds: { image: 'pictures', audio: 'sound', video: 'film' },
  },
  listen: {
    title: 'Playing',
    play: 'Play',
    pause: 'Pause',
    back: (seconds: number) => `Back ${seconds} seconds`,
    forward: (seconds: number) => `Forward ${seconds} seconds`,
    position: 'Position',
    listen: (title: string) => `Listen: ${title}`,
    watch: (title: string) => `Watch: ${title}`,
    speed: 'Speed',
    sleep: 'Stop by itself',
    sleepOff: 'never',
    sleepIn: (minutes: number) => `in ${minutes} min`,
    close: 'Close the player',
    spoken: 'As it is spoken',
    spokenHint: 'Tap a line to hear it.',
    follow: 'Follow the voice',
    cannotPlay: 'This browser cannot play this recording. The words below are complete.',
  },
  read: {
    tools: 'How to read',
    smaller: 'Smaller letters',
    larger: 'Larger letters',
    size: (n: number, total: number) => `Letter size ${n} of ${total}`,
    inside: 'In this chapter',
    progress: 'Read so far',
    goOn: 'Go on with',
    readPart: (percent: number) => `${percent} % read`,
    heardTo: (clock: string) => `heard up to ${clock}`,
  },
  slides: {
    slide: (n: number, total: number) => `Picture ${n} of ${total}`,
    previous: 'Previous picture',
    next: 'Next picture',
    captionIn: 'اردو',
    captionLanguage: 'Captions in the other language',
  },
}

type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Shape<T[K]> }

const ur: Shape<typeof en> = {
  find: {
    label: 'اس فون پر موجود سب کچھ میں تلاش کریں',
    clear: 'صاف کریں',
    looking: 'تلاش ہو رہی ہے…',
    none: (query) => `”${query}“ اس فون پر موجود کسی چیز میں نہیں ملا۔`,
    noneMore: 'کم یا مختصر الفاظ لکھ کر دیکھیں۔ اعراب اور حروف کی مختلف شکلوں سے فرق نہیں پڑتا۔',
    count: (n) => `فہرست کی ${n} چیزوں میں ملا`,
    unsearched: (n) => `${n} چیزیں ابھی پوری طرح اس فون پر نہیں، ان میں تلاش نہیں ہوئی۔`,
    more: (n) => `اور ${n} جگہ`,
    at: (clock) => `${clock} پر کہا گیا`,
    picture: (n) => `تصویر ${n}`,
    programme: 'پروگرام میں',
    otherLanguage: 'انگریزی میں',
    shown: (words) => `نشان زد: ${words}`,
    stopShowing: 'نشان ہٹائیں',
  },
  keep: {
    get: (size) => `لے آئیں (${size})`,
    getLabel: (title, size) => `لے آئیں: ${title} (${size})`,
    getting: (part, size) => `آ رہا ہے: ${size} میں سے ${part}`,
    stop: 'روک دیں',
    remove: (size) => `ہٹائیں (${size})`,
    removeLabel: (title, size) => `ہٹائیں: ${title} (${size})`,
    removed: (size) => `ہٹا دیا گیا، ${size} جگہ خالی ہوئی۔`,
    undo: 'واپس لائیں',
    later: 'ابھی نہیں آ سکا۔ رابطہ ملتے ہی خود آ جائے گا۔',
    kinds: { image: 'تصویریں', audio: 'آواز', video: 'فلم' },
  },
  listen: {
    title: 'چل رہا ہے',
    play: 'چلائیں',
    pause: 'روکیں',
    back: (seconds) => `${seconds} سیکنڈ پیچھے`,
    forward: (seconds) => `${seconds} سیکنڈ آگے`,
    position: 'مقام',
    listen: (title) => `سنیں: ${title}`,
    watch: (title) => `دیکھیں: ${title}`,
    speed: 'رفتار',
    sleep: 'خود رک جائے',
    sleepOff: 'کبھی نہیں',
    sleepIn: (minutes) => `${minutes} منٹ بعد`,
    close: 'پلیئر بند کریں',
    spoken: 'بولے گئے الفاظ',
    spokenHint: 'کسی سطر کو چھوئیں تو آواز وہیں سے چلے گی۔',
    follow: 'آواز کے ساتھ چلیں',
    cannotPlay: 'یہ براؤزر یہ ریکارڈنگ نہیں چلا سکتا۔ نیچے پورا متن موجود ہے۔',
  },
  read: {
    tools: 'پڑھنے کی سہولتیں',
    smaller: 'حروف چھوٹے کریں',
    larger: 'حروف بڑے کریں',
    size: (n, total) => `حروف کا سائز ${n} از ${total}`,
    inside: 'اس باب میں',
    progress: 'اب تک پڑھا',
    goOn: 'یہاں سے آگے پڑھیں',
    readPart: (percent) => `${percent}٪ پڑھ لیا`,
    heardTo: (clock) => `${clock} تک سنا`,
  },
  slides: {
    slide: (n, total) => `تصویر ${n} از ${total}`,
    previous: 'پچھلی تصویر',
    next: 'اگلی تصویر',
    captionIn: 'English',
    captionLanguage: 'دوسری زبان میں عبارت',
  },
}

export type DeskWords = Shape<typeof en>
export const deskWords: Record<Language, DeskWords> = { en, ur }
