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
    updateReady: 'نیا ورژن تیار ہے۔',
    updateNow: 'ابھی اپڈیٹ کریں',
    updateLater: 'بعد میں',
    notFound: 'ایسا کوئی صفحہ نہیں ہے۔',
    home: 'دیکھیں پر جائیں',
    crashed: 'یہ صفحہ رک گیا ہے۔ جو کچھ آپ نے محفوظ کیا یا دیا، سب سلامت ہے۔',
    reload: 'دوبارہ کھولیں',
  },
  status: {
    label: 'کیفیت',
    checking: 'رابطہ ہو رہا ہے…',
    notReady: 'آف لائن تیار نہیں',
  },
}
