import { createHash } from 'node:crypto'

/** Plain and short: read by somebody in a hurry, on a phone whose app may be broken. */
const style =
  ':root{color-scheme:light dark}body{max-inline-size:32rem;margin-inline:auto;padding:1rem;font:1.0625rem/1.55 system-ui,sans-serif}' +
  '[lang=ur]{line-height:2.2}h1{font-size:1.25rem}' +
  'button{min-block-size:2.75rem;padding-inline:1rem;font:inherit;font-weight:700}a{display:inline-block;padding-block:.5rem}'

const hash = createHash('sha256').update(style).digest('base64')

/** Runs nothing and loads nothing; sends its one form to where it came from. */
export const erasePolicy = `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

const page = (body: string): string =>
  '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
  '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
  `<title>Erase</title><style>${style}</style></head><body>${body}</body></html>`

const urdu = (html: string): string => `<div lang="ur" dir="rtl">${html}</div>`

/** Asks first. It cannot know what waits on the phone, so it says what would be lost. */
export const erasePage = page(
  '<main><h1>Erase everything of this app from this browser?</h1>' +
    '<p>Editions, receipts and settings go, and the app itself. <strong>Donations that were not sent yet are lost for ever.</strong> ' +
    'If the app still opens, <a href="/give">look there first</a>. Close all its other tabs before you go on.</p>' +
    urdu(
      '<h1>کیا اس براؤزر سے اس ایپ کا سب کچھ مٹا دیں؟</h1>' +
        '<p>ایڈیشن، رسیدیں، ترتیبات اور خود ایپ مٹ جائیں گی۔ <strong>جو عطیات ابھی بھیجے نہیں گئے وہ ہمیشہ کے لیے ضائع ہو جائیں گے۔</strong> ' +
        'اگر ایپ اب بھی کھلتی ہے تو <a href="/give">پہلے وہاں دیکھ لیں</a>۔ آگے بڑھنے سے پہلے اس کے باقی تمام ٹیب بند کر دیں۔</p>',
    ) +
    '<form method="post" action="/erase"><button>Yes, erase everything · <span lang="ur">ہاں، سب مٹا دیں</span></button></form></main>',
)

export const erasedPage = page(
  '<main><h1>Everything is erased from this browser.</h1>' +
    '<p>An icon on the home screen, saved files and the browser’s history stay: remove them yourself. Close this page now.</p>' +
    urdu(
      '<h1>اس براؤزر سے سب کچھ مٹ گیا۔</h1>' +
        '<p>ہوم اسکرین کا آئیکن، محفوظ کی گئی فائلیں اور براؤزر کی ہسٹری باقی رہتی ہیں: انہیں خود ہٹا دیں۔ اب یہ صفحہ بند کر دیں۔</p>',
    ) +
    '</main>',
)

export const refusedPage = page(
  '<main><h1>Nothing was erased.</h1><p>Another site asked for it. <a href="/erase">Ask for it here</a>.</p>' +
    urdu(
      '<h1>کچھ نہیں مٹایا گیا۔</h1><p>یہ درخواست کسی اور سائٹ سے آئی تھی۔ <a href="/erase">یہاں سے درخواست کریں</a>۔</p>',
    ) +
    '</main>',
)
