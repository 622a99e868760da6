import type { Language } from '../../shared/language.ts'
import type { Busy } from './busy.ts'

const en = {
  ready: 'A new version is ready.',
  now: 'Update now',
  later: 'Later',
  after: {
    broadcast: 'Sada will update as soon as you stop watching.',
    sending: 'Sada will update as soon as your donation has been sent.',
    import: 'Sada will update as soon as this is done.',
  } satisfies Record<Busy, string>,
}

const ur: typeof en = {
  ready: 'نیا ورژن تیار ہے۔',
  now: 'ابھی اپڈیٹ کریں',
  later: 'بعد میں',
  after: {
    broadcast: 'آپ دیکھنا بند کریں گے تو صدا اپڈیٹ ہو جائے گی۔',
    sending: 'عطیہ بھیجے جاتے ہی صدا اپڈیٹ ہو جائے گی۔',
    import: 'یہ کام پورا ہوتے ہی صدا اپڈیٹ ہو جائے گی۔',
  },
}

export const updateWords: Record<Language, typeof en> = { en, ur }
