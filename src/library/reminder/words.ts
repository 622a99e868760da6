import type { Language } from '../../shared/language.ts'

const en = {
  title: 'Reminders',
  lead: 'Made on this phone and kept on it. Nobody is told.',
  evening: 'The whole evening',
  remind: 'Remind me',
  remindOf: (title: string) => `Remind me of ${title}`,
  calendar: 'Add to the calendar',
  calendarMore: 'Your calendar rings a quarter of an hour before, whether Sada is open or not.',
  added: 'The calendar file is made. Open it to add it.',
  failed: 'This did not work. Please try again.',
  notify: 'Notify me',
  set: (time: string) => `You will be notified at ${time}.`,
  undo: 'Take it back',
  can: {
    unsupported: 'This browser cannot notify you. The calendar can.',
    denied:
      'Notifications are blocked for this page. Allow them in the browser’s settings for this site, then come back. The calendar works without.',
    open: 'Works while Sada is open. Add it to the calendar to be sure.',
    closed:
      'While Sada is closed the browser lets it look now and then, so you may be told hours ahead. Add it to the calendar to be sure.',
  },
  notKept: 'This browser stores nothing, so it holds only until you close this page.',
  begins: (time: string) => `Begins ${time}`,
  moved: (title: string, from: string, to: string) =>
    `${title} has moved from ${from} to ${to}. Your reminder moved along; a calendar needs the new file.`,
  gone: (title: string) => `${title} is no longer in the programme.`,
  seen: 'I have seen it',
  yours: 'Set on this phone',
  oneByOne: 'Choose single parts in the programme',
  nothingYet: 'The programme comes with the edition, and none is on this phone yet.',
  over: 'The evening is over.',
  zone: (own: string, time: string, there: string) =>
    `Times are by your phone (${own}). It begins on ${time}, ${there}.`,
  neutral: { title: 'Reminder', file: 'reminder' },
}

const ur: typeof en = {
  title: 'یاد دہانیاں',
  lead: 'اسی فون پر بنتی اور اسی پر رہتی ہیں۔ کسی کو خبر نہیں ہوتی۔',
  evening: 'پوری شام',
  remind: 'یاد دلائیں',
  remindOf: (title) => `یاد دلائیں: ${title}`,
  calendar: 'کیلنڈر میں ڈالیں',
  calendarMore: 'کیلنڈر پندرہ منٹ پہلے یاد دلائے گا، چاہے صدا کھلی ہو یا نہیں۔',
  added: 'کیلنڈر کی فائل تیار ہے۔ شامل کرنے کے لیے اسے کھولیں۔',
  failed: 'یہ نہ ہو سکا۔ دوبارہ کوشش کریں۔',
  notify: 'اطلاع دیں',
  set: (time) => `آپ کو ${time} پر اطلاع دی جائے گی۔`,
  undo: 'واپس لیں',
  can: {
    unsupported: 'یہ براؤزر اطلاع نہیں دے سکتا۔ کیلنڈر دے سکتا ہے۔',
    denied:
      'اس صفحے کے لیے اطلاعات بند ہیں۔ براؤزر کی سیٹنگز میں اس سائٹ کو اجازت دیں، پھر واپس آئیں۔ کیلنڈر اس کے بغیر بھی چلتا ہے۔',
    open: 'جب تک صدا کھلی ہو، کام کرتی ہے۔ یقینی بنانے کے لیے کیلنڈر میں بھی ڈالیں۔',
    closed:
      'صدا بند ہو تو براؤزر اسے کبھی کبھی دیکھنے دیتا ہے، اس لیے اطلاع گھنٹوں پہلے بھی آ سکتی ہے۔ یقینی بنانے کے لیے کیلنڈر میں بھی ڈالیں۔',
  },
  notKept: 'یہ براؤزر کچھ محفوظ نہیں کرتا، اس لیے یہ صرف صفحہ بند ہونے تک ہے۔',
  begins: (time) => `آغاز ${time}`,
  moved: (title, from, to) =>
    `${title} کا وقت ${from} سے بدل کر ${to} ہو گیا ہے۔ یاد دہانی بھی بدل گئی؛ کیلنڈر کو نئی فائل چاہیے۔`,
  gone: (title) => `${title} اب پروگرام میں نہیں۔`,
  seen: 'دیکھ لیا',
  yours: 'اس فون پر لگی ہوئی',
  oneByOne: 'پروگرام میں سے الگ الگ حصے چنیں',
  nothingYet: 'پروگرام ایڈیشن کے ساتھ آتا ہے، اور ابھی اس فون پر کوئی ایڈیشن نہیں۔',
  over: 'یہ شام گزر چکی ہے۔',
  zone: (own, time, there) => `اوقات آپ کے فون کے مطابق ہیں (${own})۔ آغاز ${time}، ${there}۔`,
  neutral: { title: 'یاد دہانی', file: 'reminder' },
}

export const reminderWords: Record<Language, typeof en> = { en, ur }
