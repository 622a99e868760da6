import type { ShellMessages } from './shell-en.ts'

export const shellUr: ShellMessages = {
  name: 'اردو',
  app: {
    title: 'صدا',
    skip: 'مواد پر جائیں',
    places: 'صفحات',
    watch: 'دیکھیں',
    read: 'پڑھیں',
    give: 'عطیہ',
    packs: 'پیک',
    phone: 'یہ فون',
    otherLanguage: 'English',
    loading: 'کھل رہا ہے…',
    notFound: 'ایسا کوئی صفحہ نہیں ہے۔',
    home: 'دیکھیں پر جائیں',
    crashed: 'یہ صفحہ رک گیا ہے۔ جو کچھ آپ نے محفوظ کیا یا دیا، سب سلامت ہے۔',
    reload: 'دوبارہ کھولیں',
  },
  status: {
    label: 'کیفیت',
    checking: 'رابطہ ہو رہا ہے…',
    up: 'رابطہ ہے',
    slow: 'رابطہ سست ہے',
    down: 'رابطہ نہیں',
    live: 'براہِ راست',
    rung: { video: 'ویڈیو', voice: 'آواز', text: 'متن', stored: 'محفوظ' },
    gettingReady: (part) => `تیاری: ${part}`,
    ready: 'آف لائن کے لیے تیار',
    notReady: 'آف لائن تیار نہیں',
    waiting: (n) => (n === 1 ? 'ایک عطیہ بھیجے جانے کا منتظر ہے' : `${n} عطیات بھیجے جانے کے منتظر ہیں`),
  },
}
