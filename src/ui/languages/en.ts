import type { ProblemKey } from '../../shared/problem.ts'
import type { About } from '../catalogue.ts'
import { plural } from '../plural.ts'

/** As those who speak it call it. */
export const name: string = 'English'

export const about: About = { name, direction: 'ltr', locale: 'en-PK', language: 'en' }

/** What the shell itself says: all that is needed before a place opens. */
export const shell = {
  about,
  app: {
    skip: 'Skip to content',
    places: 'Places',
    watch: 'Watch',
    read: 'Read',
    give: 'Give',
    packs: 'Packs',
    language: 'Language',
    loading: 'Loading…',
  },
  status: {
    label: 'State',
    checking: 'Connecting…',
    notReady: 'Not ready offline yet',
  },
}

const problems = {
  offline: 'No connection. What is on this phone goes on working; we try again by ourselves.',
  timeout: 'The connection is too slow to answer just now. We try again by ourselves.',
  portal: 'Another page answers in our place: the network’s login, or a block. We try again by ourselves.',
  server: 'The server has a problem. Nothing is lost; we try again by ourselves.',
  'not-found': 'This is not here. It may have moved; go back and look again.',
  signature: 'This edition is not signed by the organisation. It was refused and nothing was changed.',
  manifest: 'This edition cannot be read. It was refused and nothing was changed.',
  older: 'This edition is older than the one on this phone, so it was not taken.',
  conflict: 'Two different editions carry the same number. We keep the one you have; ask the organisation.',
  'unknown-key':
    'This was signed with a key the organisation has replaced, or one this app does not know. It was refused.',
  hash: 'A file was changed on its way and has been refused. What you had before is untouched.',
  size: 'A file has the wrong size and has been refused. What you had before is untouched.',
  'missing-file': 'This part is not on this phone yet.',
  'giving-signature':
    'The accounts are not signed twice as they must be, so none is shown. Do not pay until this is mended.',
  pack: 'This file is not a pack as it must be, so it was refused. Nothing was changed.',
  sealed: 'This is sealed, and no key on this phone opens it. Ask the organisation.',
  'minimum-app': 'This edition needs a newer version of the app. Reload to update.',
  'storage-full': 'This phone’s storage is full. Free some space, then try again; nothing you had is lost.',
  'storage-blocked':
    'The browser does not let us store anything. Leave private mode or allow storage for this site.',
  malformed: 'The server did not understand this. Please check what you entered.',
  'too-large': 'This is too large to be sent.',
  'unsupported-media-type': 'The server does not take this kind of file.',
  'method-not-allowed': 'The server does not do this.',
  'different-bytes':
    'The server already has a different donation under this number. Please contact the organisation.',
  'unknown-organisation': 'This server collects for another organisation.',
  'unknown-sealing-key': 'The organisation has changed its key. Update the edition and give again.',
  'unknown-method': 'This way of paying is no longer offered. Choose another one.',
  'unknown-currency': 'This currency is not accepted. Choose another one.',
  'amount-limits': 'The amount is outside what may be given. Choose another amount.',
  'too-many-requests': 'Very many people are giving now. We send yours in a moment.',
  receipt: 'The server’s receipt is not signed by the organisation. We keep your donation and try again.',
  'media-unsupported': 'This browser cannot play the broadcast. The words and everything stored still work.',
  autoplay: 'Tap play to start the sound.',
  unexpected: 'Something went wrong. Nothing is lost; please try again.',
} satisfies Record<ProblemKey, string>

/** What the places say. */
export const places = {
  state: {
    up: 'Connected',
    slow: 'Slow connection',
    down: 'No connection',
    live: 'Live',
    rung: { video: 'Video', voice: 'Voice', text: 'Text', stored: 'Stored' },
    gettingReady: (part: string) => `Saving ${part}`,
    ready: 'Ready offline',
    waiting: (n: number) =>
      `${plural('en', n, { one: '1 donation', other: `${n} donations` })} waiting to be sent`,
  },
  pages: {
    phone: 'This phone',
    notFound: 'There is no such page.',
    home: 'Go to Watch',
    crashed: 'This screen stopped working. What you stored and gave is safe.',
    reload: 'Load again',
    updateReady: 'A new version is ready.',
    updateNow: 'Update now',
    updateLater: 'Later',
    updateAfter: {
      broadcast: 'Sada will update as soon as you stop watching.',
      sending: 'Sada will update as soon as your donation has been sent.',
      import: 'Sada will update as soon as this is done.',
    },
  },
  watch: {
    title: 'The broadcast',
    picture: 'Picture of the broadcast',
    play: 'Play',
    pause: 'Pause',
    mute: 'Mute',
    back: (seconds: number) => `Back ${seconds} seconds`,
    forward: (seconds: number) => `Forward ${seconds} seconds`,
    seek: 'Place in the broadcast',
    live: 'Live',
    toLive: (distance: string) => `Go live, ${distance} behind`,
    connecting: 'Reaching the broadcast…',
    playerMore: (size: string) => `The player comes first, this once: ${size}.`,
    connectingMore: 'The words come first, then the voice, then the picture.',
    unreachable: 'The broadcast cannot be reached',
    unreachableMore: 'We keep trying. What is on this phone works meanwhile.',
    ended: 'The broadcast has ended',
    endedMore: 'Play begins with its first word. The line below leads to any part of it.',
    paused: 'Paused',
    pausedMore: 'You go on where you stopped.',
    voice: 'Voice',
    voiceMore: 'The voice comes first. The picture comes by itself as soon as the link can carry it.',
    voicePinned: 'Voice only, as you chose.',
    voiceCapped: 'Voice only, to stay within your limit.',
    wordsChosen: 'Words only, as you chose. Play brings the voice back, from where you stopped hearing it.',
    words: 'Words',
    wordsMore: 'The voice does not get through just now. Read on below.',
    wordsOnly: 'This browser cannot play the broadcast. Its words go on below.',
    wordsEmpty: 'The words appear here as they are spoken.',
    follow: 'Follow the words',
    stored: 'Waiting for the link',
    storedMore: 'It goes on by itself as soon as the link returns.',
    kept: 'Kept on this phone',
    keptMore: 'You hear what this phone kept. Live goes on when the link is back.',
    cut: (time: string) => `Cut off at ${time}. It goes on from exactly there, and nothing is skipped.`,
    silent: (time: string) =>
      `The speaker’s own link is down since ${time}. Your link works. It goes on when the speaker is back.`,
    meanwhile: 'On this phone meanwhile',
    voiceOnly: 'Voice only',
    voiceOnlyHint: (voice: string, video: string) => `${voice} a minute, instead of ${video}`,
    used: (amount: string) => `${amount} used so far`,
  },
  library: {
    leads: 'leads out of Sada',
    title: 'Read',
    loading: 'Opening what is on this phone…',
    empty: 'Nothing to read yet',
    emptyMore: 'The first edition has not reached this phone. It comes by itself when there is a connection.',
    toPacks: 'See how far it is',
    contents: 'All contents',
    groups: {
      chapter: 'Manifesto',
      speech: 'Speeches',
      slideshow: 'Slideshow',
      song: 'Anthem and songs',
      documentary: 'Documentaries',
      notice: 'Notices',
    },
    programme: 'Programme',
    here: 'On this phone',
    coming: 'Still coming',
    partly: 'Words here, the rest still coming',
    sealed: 'Sealed',
    opensAt: (time: string) => `Sealed, opens ${time}`,
    releases: 'It opens:',
    absent: 'Not on this phone',
    wordsOnly: 'Words only here',
    minutes: (n: number) => `${n} min`,
    previous: 'Previous',
    next: 'Next',
    between: 'Before and after',
    notFound: 'There is no such thing in this edition. It may have been in an older one.',
    missing: 'This is not on this phone yet',
    missingMore:
      'It comes by itself while the app is open and there is a connection. Words come first, then pictures, sound and film.',
    words: 'The words',
    cutAt: (clock: string) => `Broken off at ${clock}: the speaker was cut off.`,
  },
  give: {
    title: 'Give',
    loading: 'Opening the donation form…',
    noEdition:
      'The donation form comes with the edition, and none is on this phone yet. It appears here once one has arrived.',
    fix: (n: number) =>
      plural('en', n, {
        one: 'One thing needs mending before you can give.',
        other: `${n} things need mending before you can give.`,
      }),
    optional: 'optional',
    currency: 'Currency',
    amount: 'Amount',
    ownAmountOf: (code: string) => `Other amount, in ${code}`,
    limits: (least: string, most: string) => `From ${least} to ${most}`,
    commitment: 'How you give',
    commitments: {
      now: { name: 'Once, now', hint: 'You pay today or as soon as you can.' },
      pledge: { name: 'Pledge', hint: 'You promise now and pay by a day you choose.' },
      monthly: { name: 'Every month', hint: 'You pay this amount each month.' },
    },
    due: 'I will pay by',
    method: 'How you will pay',
    residence: 'Where you live',
    residences: { home: 'In the country', overseas: 'Overseas' },
    donor: 'About you',
    donorHint:
      'Sealed on this phone before it is sent. Only the organisation can open it, and afterwards not even this phone can.',
    name: 'Name',
    contact: 'Phone or e-mail for a receipt',
    message: 'Message',
    anonymous: 'Keep my name off the screen',
    label: 'A note to yourself',
    labelHint: 'Stays on this phone, to tell this donation from others.',
    declarations: 'Declarations',
    submit: 'Give',
    saving: 'Keeping it on this phone…',
    draftKept:
      'Amount and way of paying stay on this phone until you give, also when you close this page. Your name, contact and message are kept encrypted, and only until you close it.',
    clear: 'Clear the form',
    notKept: 'Your donation has not been kept. What you typed is still here.',
    errors: {
      'amount-missing': 'Choose an amount.',
      'amount-form': 'This is not an amount. Write it in digits, such as 1500.',
      'amount-low': 'This is below the smallest amount.',
      'amount-high': 'This is above the largest amount.',
      'due-missing': 'Choose the day you will pay by.',
      'due-past': 'This day is over. Choose a later one.',
      'due-late': 'This day is too far ahead. Choose an earlier one.',
      method: 'Choose how you will pay.',
      'too-long': 'This is too long.',
      declaration: 'Please confirm this to give.',
    },
    latestDay: (day: string) => `Not later than ${day}`,
    given: {
      title: 'Thank you',
      kept: 'Your donation is kept on this phone. It will be sent by itself.',
      sending: 'Being sent to the organisation now.',
      recorded: 'The organisation has recorded your donation.',
      parked: 'Your donation was not accepted as it is. It is still kept on this phone.',
      payNext: 'Now pay it this way, with the reference below.',
      again: 'Make another donation',
    },
    pay: {
      title: 'How to pay',
      accountTitle: 'Account title',
      bank: 'Bank',
      iban: 'IBAN',
      number: 'Account number',
      bic: 'BIC / SWIFT',
      amount: 'Amount',
      reference: 'Reference',
      referenceHint: 'Write this on the transfer, so that your payment finds your donation.',
      numericReference: 'Reference in digits',
      numericReferenceHint: 'For bank counters and machines that take digits only.',
      by: (day: string) => `To be paid by ${day}`,
      monthly: 'Repeat this payment every month.',
      noMethod: 'This way of paying is no longer offered. Ask the organisation before you pay.',
      stale: (day: string) =>
        `These accounts were last confirmed for payments until ${day}. They may have changed. Ask the organisation if you can, or wait for a newer edition.`,
      showAnyway: 'Show the account anyway',
      copy: (what: string) => `Copy ${what}`,
      copied: 'Copied',
      copyFailed: 'Please copy it by hand',
    },
    totals: {
      title: 'Given so far',
      donations: (n: number) =>
        plural('en', n, { one: '1 donation', other: `${n.toLocaleString('en')} donations` }),
      recorded: 'recorded',
      paid: 'paid so far',
      asOf: (time: string) => `As of ${time}`,
      lastKnown: (time: string) => `No connection: last known as of ${time}`,
      none: 'The totals appear here once there is a connection.',
      empty: 'No donation has been recorded yet. Yours can be the first.',
      note: 'Recorded is not yet paid: part of it is pledges.',
    },
    list: {
      title: 'Your donations on this phone',
      empty: 'Nothing given from this phone yet.',
      sendNow: 'Send now',
      sendingNow: 'Sending…',
      tryAgain: 'Try again',
      state: {
        sealed: 'Waiting',
        sending: 'Sending',
        recorded: 'Recorded',
        paid: 'Paid',
        parked: 'Needs you',
        cancelled: 'Taken back',
      },
      given: (time: string) => `Given ${time}`,
      waitingSince: (time: string) => `Waiting to be sent since ${time}.`,
      beingSent: 'On its way to the organisation.',
      recordedAt: (time: string) => `Recorded by the organisation ${time}. Recorded is not paid.`,
      parked: 'Not sent again by itself.',
      lastTry: (time: string) => `Last try ${time}:`,
      nextTry: (wait: string) => `Next try by itself ${wait}, or when the connection returns.`,
      nextAsked: (wait: string) => `The organisation asked to wait. Next try by itself ${wait}.`,
      nextSoon: 'Next try by itself in a moment.',
      showPay: 'How to pay',
      hide: 'Hide',
      cancel: 'Take back',
      cancelAsk: 'Take this donation back? It will be removed from this phone and not be sent.',
      cancelAskTried: (reference: string) =>
        `Take this donation back? It may have left this phone already, so the organisation may have it under ${reference}. Then its receipt still comes here.`,
      cancelYes: 'Yes, take it back',
      cancelNo: 'Keep it',
      cancelLate: 'It is too late to take it back: it is already recorded.',
      carry: 'Carry a donation for someone, or take in a receipt',
    },
  },
  packs: {
    title: 'Packs',
    intro: 'Everything to read and hear comes as one signed edition and stays on this phone.',
    opening: 'Opening what is on this phone…',
    complete: 'Everything is on this phone',
    loadExchange: 'Load what opens and makes packs',
    completeChosen: 'All you chose is on this phone',
    completeMore: 'All of it opens with no connection.',
    inMemory: 'Everything is open, for this visit',
    incomplete: 'Part of it is on this phone',
    incompleteMore: 'What is here opens with no connection. The rest comes when there is one.',
    empty: 'No edition on this phone yet',
    emptyMore: 'Words come first, then pictures, sound and film.',
    looking: 'Looking for a newer edition…',
    fetching: 'Fetching the edition…',
    checked: (time: string) => `Last checked at ${time}.`,
    progress: (items: number, total: number, size: string, sizeTotal: string) =>
      `${items} of ${total} files, ${size} of ${sizeTotal}`,
    update: 'Update now',
    pause: 'Pause',
    goOn: 'Continue',
    paused: 'Paused',
    pausedMore: 'What has come is kept. It goes on from there when you continue or open the app anew.',
    edition: (n: number) => `Edition ${n}`,
    from: 'From',
    issued: 'Issued',
    freshUntil: 'Fresh until',
    imported: 'On this phone since',
    signer: 'Signed with key',
    signerMore: 'The same for everybody. Compare it with someone you trust, aloud.',
    stale: (date: string) =>
      `This edition was fresh until ${date}. Reading goes on; ask for a newer one before you pay into an account.`,
    here: 'On this phone',
    kinds: { words: 'Words', pictures: 'Pictures', sound: 'Sound', film: 'Film' },
    whole: 'all of it',
    partly: (items: number, total: number, size: string, sizeTotal: string) =>
      `${items} of ${total}, ${size} of ${sizeTotal}`,
    storageUsed: (used: string, quota: string) => `${used} used of ${quota} the browser allows`,
    persisted: 'The browser has promised to keep this until you remove it.',
    notPersisted:
      'The browser may remove this when the phone runs out of room. Installing the app prevents it.',
    notDurable: 'Held in memory only: it is gone when you close this page.',
    mirrors: 'Where we looked',
    mirrorGood: 'Gave all it should.',
  },
  problems,
  nastaliq: {
    title: 'Nastaliq',
    offer: 'This phone has no Nastaliq. It can be fetched once, from here, and is then kept.',
    fetch: (size: string) => `Fetch Nastaliq (${size})`,
    fetching: (part: string) => `Nastaliq is coming: ${part}`,
    stop: 'Stop',
    kept: 'Urdu is set in Nastaliq.',
    remove: (size: string) => `Remove Nastaliq (${size})`,
  },
}

/** What the desk says: finding, hearing, reading sizes, the slideshow. */
export const desk = {
  find: {
    label: 'Find in everything on this phone',
    clear: 'Clear',
    looking: 'Looking…',
    none: (query: string) => `“${query}” is nowhere in what is on this phone.`,
    noneMore: 'Try fewer or shorter words. Accents, vowel signs and capitals do not matter.',
    count: (n: number) =>
      plural('en', n, {
        one: 'Found in 1 place of the contents',
        other: `Found in ${n} places of the contents`,
      }),
    unsearched: (n: number) =>
      plural('en', n, {
        one: '1 item not on this phone yet was not looked into.',
        other: `${n} items not on this phone yet were not looked into.`,
      }),
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
    captionLanguage: 'Captions in the other language',
  },
}

/** What a locked item’s screen says. */
export const locked = {
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

/** What the exchange of packs and the storage room say. */
export const exchange = {
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
    holds: (items: number, size: string) =>
      plural('en', items, { one: `1 file, ${size}`, other: `${items} files, ${size}` }),
    freshSome: (items: number, size: string) =>
      plural('en', items, {
        one: `New for this phone: 1 file, ${size}`,
        other: `New for this phone: ${items} files, ${size}`,
      }),
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
    voice: 'Voice of the broadcast, kept as it was heard',
    voiceAsk: (size: string) =>
      `Remove ${size} of voice? Going back would fetch it again. What you saved stays.`,
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
      plural('en', n, {
        one: '1 donation has not been sent yet and would be lost for ever.',
        other: `${n} donations have not been sent yet and would be lost for ever.`,
      }),
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
    back: 'Back to the current edition',
  },
  clock: {
    early: (today: string) =>
      `This phone’s clock says ${today}, which is before this edition was issued. Set it right: until then no date here can be relied on.`,
    stale: (today: string) =>
      `By this phone’s clock it is ${today}. If that is wrong, the edition may still be fresh: set the clock right.`,
  },
}

/** What the form says beyond the words every visit loads. */
export const giveForm = {
  mending: (reference: string) =>
    `This takes the place of ${reference}, which was refused. Amount, way of paying and note are as before. Please type your details again: they were sealed, this phone cannot read them back.`,
  mendOver:
    'This donation has been sent or replaced meanwhile; see the list below. To give another one, clear the form.',
  submit: {
    now: (amount: string) => `Give ${amount}`,
    pledge: (amount: string) => `Pledge ${amount}`,
    monthly: (amount: string) => `Give ${amount} every month`,
  },
  lakhs: 'Write large amounts in lakh and crore',
  fee: (costs: string) => `This way of paying costs ${costs}.`,
  coverFee: (fee: string) => `Add ${fee} for it, so that my whole gift arrives`,
  toPay: (total: string) => `You pay ${total}.`,
  plus: (a: string, b: string) => `${a} and ${b}`,
  choose: 'Choose…',
  identityHint: (example: string) =>
    `Such as ${example}. Sealed with the rest; never kept on this phone, not even with what you typed.`,
  tribute: {
    title: 'In tribute',
    none: 'No',
    honour: 'In honour of',
    memory: 'In memory of',
    name: 'Their name',
  },
  errors: {
    offline: 'A card needs a connection. Choose another way, or wait for the link.',
    'contact-missing': 'A phone number or e-mail address is needed for this.',
    'contact-form': 'This is neither a phone number nor an e-mail address.',
    'field-missing': 'This is needed.',
    'field-form': 'This number is not as it must be. Compare it with the example.',
    'tribute-missing': 'Write their name.',
  },
}

/** What goes with the code to scan and the slip. */
export const payment = {
  codeLabel: 'QR code for paying this donation',
  codes: {
    raast:
      'Scan with any bank’s app that takes Raast. Account and amount fill in by themselves; add the reference yourself.',
    merchant: 'Scan with your bank’s or wallet’s app. Amount and reference fill in by themselves.',
    sepa: 'Scan with your bank’s app. Account, amount and reference fill in by themselves.',
  },
  slip: 'Save or share this as a picture',
  print: 'Print',
  slipSaved: 'Saved',
  slipFailed: 'This browser cannot draw the picture. Take a screenshot instead.',
  card: (host: string) => `Pay by card at ${host}`,
  arrived: (amount: string) => `Paid: ${amount} has arrived. Thank you.`,
  arrivedInPart: (amount: string, due: string) => `${amount} has arrived, ${due} is still due.`,
  cardSoon:
    'If you have just paid, it shows here as soon as the card provider says so, mostly within a minute. Do not pay a second time meanwhile.',
  cardRefused: {
    'not-recorded':
      'The organisation’s server does not find this donation just now. It is not lost: the receipt on this phone holds. Try again later.',
    'not-by-card':
      'This donation cannot be paid by card. Give anew with another way of paying, and do not pay this one.',
    paid: 'This donation is paid already. Nothing more is due.',
    processing:
      'The card provider is still at work on your payment. Do not pay a second time; look again later.',
    'no-checkout':
      'The organisation takes no cards just now. Your donation stays recorded; try again later, or give anew with another way of paying.',
    provider:
      'The card provider does not answer. Your donation stays recorded; try again in a minute, or give anew with another way of paying.',
  },
  cardWaits: 'You can pay by card here as soon as the organisation has recorded your donation.',
}

/** The page about this phone. */
export const courier = {
  title: 'Donations and receipts from phone to phone',
  lead: 'A phone without a connection can hand its donation to yours. You see its amount and organisation only, and bring back the receipt.',
  scan: 'Scan a code',
  open: 'Open a file or picture',
  stop: 'Stop the camera',
  starting: 'Opening the camera…',
  aim: 'Hold the other phone’s code in the picture.',
  parts: (have: number, of: number) => `${have} of ${of} codes read. Keep holding.`,
  picture: 'What the camera sees',
  noCode: 'No code was found in this picture. Take it again from nearer.',
  news: {
    notOurs:
      'This is neither a donation nor a receipt from Sada. Ask for the file that Sada made by “Hand to a courier” or “Hand back the receipt”; a pack is opened under Packs.',
    newer: 'This was made by a newer Sada. Update the app, then take it in again.',
    damaged: 'This was cut or altered on its way. Let it be shown or sent again.',
    malformed: 'This is no donation that could be sent. It was not taken along.',
    otherOrganisation: 'This donation is for another organisation. It was not taken along.',
    own: 'This is your own donation. It is still here and stays as it was.',
    carriedAlready: 'You carry this donation already. It counts once.',
    conflict:
      'Another donation with this number is here already. That one stays; this one was not taken along.',
    foreign: 'This receipt is not signed by the organisation’s gateway. Do not trust it.',
    noDonation: 'This receipt is for a donation that is not on this phone.',
    otherBytes:
      'This receipt does not fit the donation on this phone. The donation stays and goes on waiting.',
    knownReceipt: 'This receipt is here already.',
    recorded: 'The receipt is genuine: the organisation has recorded your donation.',
    recordedCarried: 'The receipt is genuine: the organisation has recorded the donation you carry.',
    tooLarge: 'This file is too large to be a donation or a receipt.',
    taken: 'Taken along. It is sent by itself as soon as this phone has a connection.',
  },
  camera: {
    denied: 'The camera was not allowed. Open a file or a picture instead.',
    none: 'This phone or browser offers no camera here. Open a file or a picture instead.',
    noReader: 'What reads codes comes with a connection. Open a file instead.',
  },
  offer: 'Carry this donation?',
  offerAbout:
    'It is sealed. Your phone sends it as it is, and it counts once, however many phones carry it. It does not count as yours.',
  to: 'To',
  take: 'Carry it',
  leave: 'Leave it',
  carried: 'Carried for others',
  takenAt: (time: string) => `Taken along ${time}.`,
  stays: 'Stays here until the organisation’s receipt has come.',
  refused:
    'The organisation’s gateway does not take it as it is. Tell the donor: it is still on their phone, which says what is the matter once it has a connection, and mends it.',
  letGo: 'Stop carrying it',
  letGoAsk:
    'Does the donor know that it was refused? They keep it on their own phone. From here it is not sent any more.',
  letGoYes: 'Yes, stop carrying it',
  handBack: 'Hand back the receipt',
  remove: 'Remove from this phone',
  removeAsk: 'Has the donor taken in the receipt? It cannot be shown from here afterwards.',
  removeYes: 'Yes, remove it',
  receipt: 'Receipt',
  handOut: 'Hand to a courier',
  handOutAbout:
    'Another phone scans this in Sada: Give, “Carry a donation”. Or send it the file. It stays here as well and counts once.',
  handBackAbout: 'The donor’s phone scans this in Sada: Give, “Carry a donation”. Or send it the file.',
  back: 'Is the courier back? Take in the receipt.',
  donationCode: 'QR code of this sealed donation',
  receiptCode: 'QR code of this receipt',
  code: (n: number, of: number) => `Code ${n} of ${of}`,
  smaller: 'The camera cannot read it: several smaller codes',
  pause: 'Pause',
  goOn: 'Go on',
  next: 'Next code',
  save: 'Save as a file',
  share: 'Share the file',
  failed: 'The file could not be handed on.',
  mend: 'Mend',
  mendAbout:
    'Give it anew: amount, way of paying and your note are filled in. Your details were sealed and must be typed again. The new donation names this one, which is not sent any more. What stands in the form now is replaced.',
  mendYes: 'Fill in the form',
  cancelled: (time: string) =>
    `Taken back ${time}. It is not sent from here. Should it have reached the organisation all the same, its receipt still comes here.`,
  replaced: (reference: string) => `Given anew as ${reference}. This one is not sent any more.`,
  lateRecord: (time: string) =>
    `You took this back ${time}, but the organisation had it or got it all the same. Ask the organisation if it is to be undone.`,
  lateReplaced: (reference: string) =>
    `Recorded all the same. ${reference} names this one, so the organisation knows that only one is meant.`,
  handed: (time: string) => `Shown or saved for a courier ${time}.`,
  replaces: (reference: string) => `Given in place of ${reference}.`,
  resume: 'Send it after all',
  forget: 'Remove from the list',
  forgetAsk: 'Remove it? A receipt that comes later could not be taken in any more.',
  receiptAbout:
    'The organisation’s signed word that it has recorded this donation. It does not say that the money has arrived.',
  number: 'Donation number',
  recordedAt: 'Recorded',
  signed: 'Signed receipt (JWS)',
  print: 'Print',
  saveReceipt: 'Save receipt as a file',
  note: 'Open this file in Sada: Give, “Carry a donation”.',
}

export const phone = {
  title: 'This phone',
  lead: 'How Sada lives on this phone. Nothing here is sent anywhere.',
  storage: 'What is stored, and how to erase it',
}

export const appearance = {
  title: 'Appearance',
  theme: 'Light or dark',
  themes: { auto: 'As the phone has it', light: 'Light', dark: 'Dark' },
  size: 'Letters of what you read',
  sizeOf: (step: number, of: number) => `${step} of ${of}`,
  sample: 'The voice is the last thing to go.',
}

/** The setting that hides what app this is, on the page about this phone. */
export const discreet = {
  title: 'Discreet',
  choose: (name: string) => `Call this app “${name}” and hide it when I turn away`,
  named: (name: string) => `The tab, the list of open apps, notifications and the lock screen say “${name}”.`,
  covered:
    'When you turn to another app or lock the phone, a plain page stands there, and when you open the app as well. A tap shows what is behind it. Escape pressed twice hides it at once. Sound goes on.',
  installed: (name: string) =>
    `Installed while this is on, the app has a plain icon and is called “${name}”. An icon that is there already stays: remove it and install again. First send donations that wait; some phones erase what a removed app has stored.`,
  honest:
    'This hides, it does not lock. Whoever taps can read, and the browser’s history and address still name this site. To leave nothing here, erase everything.',
  cover: { name: 'Notes', open: 'Open' },
}

/** What is said about mirrors, the speaker's own link and what was lost. */
/** Seconds as people say them. */
const lasting = (seconds: number) =>
  seconds < 100
    ? plural('en', seconds, { one: '1 second', other: `${seconds} seconds` })
    : `${Math.round(seconds / 60)} minutes`

export const broken = {
  title: 'What is broken',
  close: 'Close',
  open: 'What is broken?',
  trouble: {
    'phone-offline': (time: string) =>
      `This phone has no network since ${time}. What is here plays on; the rest follows by itself when there is one.`,
    portal: (time: string) =>
      `Since ${time} a login page or a block stands before the broadcast. Log in to the network, or try another one; we keep asking.`,
    'link-dead': (time: string) =>
      `Nothing has answered since ${time}: this phone’s link is down. What is here plays on, and nothing will be skipped.`,
    'origin-gone': (time: string) =>
      `Your link works, but since ${time} no address has the broadcast. We ask each of them again; nothing will be skipped.`,
  },
  blocked: (hosts: string) =>
    `${hosts} cannot be reached from here. The broadcast comes from another address.`,
  cutHeld: (time: string) =>
    `The speaker was cut off at ${time}. Everything said until then is on this phone. It goes on when the speaker is back.`,
  cut: (time: string) =>
    `The speaker was cut off at ${time}. What was said until then is still coming to this phone.`,
  paused: (time: string, seconds: number) =>
    `The speaker was cut off at ${time} for ${lasting(seconds)}. You have missed nothing that was broadcast.`,
  restarted: (time: string) => `The broadcast was started anew at ${time}. You have missed nothing.`,
  lost: (seconds: number) =>
    `While you were away ${lasting(seconds)} went by that the broadcast no longer offers.`,
  recorded: 'You can hear that part in the recording:',
  recordedLater: 'The recording comes with an edition, if the organisation publishes it.',
  nothing: 'Nothing is broken that this phone knows of.',
  notYet: 'This phone has not measured the addresses yet. It begins once the voice is heard.',
  lead: (n: number) =>
    plural('en', n, {
      one: 'The broadcast has one address. This is how this phone finds it:',
      other: `The broadcast has ${n} equal addresses. This is how this phone finds them:`,
    }),
  inUse: 'In use now.',
  reach: {
    unknown: 'Not asked yet.',
    good: 'Answers.',
    slow: 'Answers, but too slowly.',
    frozen: 'Answers, but stands still.',
    bad: 'Does not work.',
  },
  speed: (kbps: string) => `${kbps} kbit/s.`,
  fresh: 'Up to date.',
  stale: (seconds: number) => `${lasting(seconds)} behind the newest.`,
  asOf: (time: string) => `Last answer at ${time}.`,
  failed: (time: string, what: string) => `Last failure at ${time}: ${what}.`,
  failure: {
    refused: 'no connection, or it broke',
    silent: 'no answer',
    slow: 'far slower than another',
    missing: 'the file is not there',
    server: 'an error of the server',
    wrong: 'other bytes than the broadcast’s',
    portal: 'a login page or a block in its place',
    frozen: 'nothing new, while others had it',
  },
  check: 'Check again',
  checking: 'Checking…',
  checked: (time: string) => `Checked at ${time}.`,
  copy: 'Copy as text',
  copied: 'Copied.',
  notCopied: 'The browser did not let us copy.',
}

/** What the sheet behind the status line says. */
export const sheet = {
  title: 'How things stand',
  close: 'Close',
  link: 'The connection',
  reach: {
    unknown: 'Nothing has been answered yet.',
    up: 'Our servers answer.',
    slow: 'Our servers answer, but slower than a voice needs.',
    down: 'Nothing of ours answers. Your phone may say that it is online all the same.',
  },
  heard: (time: string) => `Last answer at ${time}.`,
  never: 'No answer in this visit.',
  since: (time: string) => `So since ${time}.`,
  speed: (kbps: string) => `Last measured: ${kbps} kbit/s.`,
  asking: 'Asking just now…',
  nextAsk: (time: string) => `We ask again by ourselves at ${time}.`,
  askNow: 'Ask now',
  broadcast: 'The broadcast',
  rung: {
    video: 'Picture and voice: the link carries both.',
    voice: 'Voice: the link carries the voice. The picture comes back by itself.',
    pinned: 'Voice only, as you chose.',
    text: 'Words: the voice does not get through just now, the words do.',
    stored: 'Nothing gets through. It goes on from the word it stopped at.',
  },
  notWatching: 'It is not playing on this page.',
  behind: (distance: string) => `${distance} behind live.`,
  broken: 'What is broken?',
  toWatch: 'To the broadcast',
  kept: 'On this phone',
  keptAll: 'All of it opens with no connection.',
  keptCode: 'The edition is here. Part of the app itself is still coming.',
  none: 'Nothing yet. The words come first when there is a connection.',
  part: (items: number, total: number, size: string, sizeTotal: string) =>
    `${items} of ${total} files, ${size} of ${sizeTotal}.`,
  paused: 'Fetching is paused by you.',
  toPacks: 'More, and how to pause it',
  version: 'A new version of the app is being fetched. This one goes on meanwhile.',
  send: 'To be sent',
  nothing: 'Nothing waits. What you give is sent by itself.',
  waiting: (n: number, time: string) =>
    `${plural('en', n, { one: '1 donation waits', other: `${n} donations wait` })}, the first since ${time}. Each is safe on this phone.`,
  notTried: 'Not tried yet.',
  sendNow: 'Send now',
  sending: 'Sending…',
  toGive: 'Your donations',
  todo: 'What you can do',
  advice: {
    down: 'Nothing has to be done: reading and giving work as they are. Another network, or a pack from a friend, brings what is new.',
    slow: 'Choose “Voice only” where you watch; leave film for later.',
    early: 'Keep this page open while there is a connection, until it says “Ready offline”.',
    well: 'Nothing. All is well.',
  },
}

/** What reminders say, on screen and as notifications. */
export const reminder = {
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

/** The player's menus, data meter and what comes with them: late, after the first voice. */
export const player = {
  tools: 'More controls',
  close: 'Close',
  rung: {
    menu: 'Picture and voice',
    auto: 'Automatic',
    autoHint: 'The best that the link carries, voice first',
    height: (lines: number) => `${lines}p`,
    voice: 'Voice only',
    words: 'Words only',
    anHour: (size: string) => `${size} an hour`,
    upToAnHour: (size: string) => `${size} an hour at most`,
    now: { video: 'Video', voice: 'Voice', text: 'Text', stored: 'Stored' },
  },
  speed: {
    menu: 'Speed',
    times: (factor: string) => `${factor}×`,
    normal: 'As it was spoken',
    slower: 'Slower',
    faster: 'Faster, until you are live',
    atLive: 'Nobody hears faster than it is spoken: you are live.',
    caughtUp: 'You are live again, at the speed it is spoken.',
  },
  words: {
    menu: 'Words and language',
    over: 'Over the picture',
    languages: 'Language of the words',
    find: 'Find in the words',
    found: (at: number, of: number) => `${at} of ${of}`,
    none: 'Not found in the words so far.',
    previous: 'Previous place',
    next: 'Next place',
    clear: 'Clear',
    copy: 'Copy this line',
    copied: 'Copied, with its time.',
    notCopied: 'This browser does not let it be copied.',
  },
  chapters: {
    menu: 'Programme',
    at: (time: string) => `from ${time}`,
  },
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  inPicture: 'Picture in picture',
  volume: 'Volume',
  keys: {
    menu: 'Keys',
    title: 'Keys of the player',
    single: 'Single keys work in the whole page',
    singleHint:
      'Turn this off if you dictate or if keys are pressed by accident. Space and arrows then work only on the player.',
    play: 'Play or pause',
    back: (seconds: number) => `${seconds} seconds back`,
    forward: (seconds: number) => `${seconds} seconds forward`,
    start: 'To the beginning',
    live: 'To live',
    mute: 'Sound off or on',
    voice: 'Voice only, or with picture',
    full: 'Full screen',
    inPicture: 'Picture in picture',
    over: 'Words over the picture',
    slower: 'Slower',
    faster: 'Faster',
    list: 'This list',
  },
  behind: {
    said: (distance: string) => `You are ${distance} behind live. Nothing was skipped.`,
    catchUp: 'Catch up at up to 1.5×',
    takes: (time: string) => `Catching up takes about ${time}.`,
    catching: (distance: string, time: string) => `Catching up: ${distance} behind, live in about ${time}.`,
    stop: 'Go on at normal speed',
    live: 'Go live',
  },
  resumed: (time: string) => `Going on where you were: ${time}.`,
  data: {
    title: 'What it costs',
    kind: { voice: 'Voice', video: 'Pictures', text: 'Words', playlist: 'The rest' },
    evening: (size: string) => `${size} this evening, earlier visits among it`,
    hour: 'An hour of',
    cap: 'Limit for this evening',
    noCap: 'No limit',
    preset: (size: string, hours: string) => `${size}: about ${hours} h of voice`,
    own: 'Another limit…',
    ownLabel: 'Limit in MB',
    set: 'Set',
    ownWrong: 'Write a whole number of megabytes, such as 75.',
    left: (size: string) => `${size} left`,
    near: 'The limit is near: pictures are left out, so that what is left goes to the voice.',
    reached: (size: string) => `Your limit of ${size} is reached.`,
    reachedMore: 'The voice goes on until you choose.',
    words: (size: string) => `Words only (${size} an hour)`,
    raise: (size: string) => `Raise it to ${size}`,
    stop: 'Stop',
  },
}

/** The home screen. */
export const install = {
  title: 'On the home screen',
  offer: 'Keep Sada on your home screen?',
  why: 'It then opens with one tap, in a window of its own, with or without a connection. It takes no further space.',
  install: 'Install',
  showHow: 'Show how',
  notNow: 'Not now',
  close: 'Close',
  installed: 'Sada is installed on this phone. You find it among your apps.',
  menu: 'Open your browser’s menu (⋮ or ☰) and choose “Install” or “Add to Home screen”. If there is no such entry, nothing is missing: Sada works just as well in this tab.',
  steps: {
    share: 'Tap the share button: a square with an arrow. It is below the page, or behind ⋯.',
    add: 'Choose “Add to Home Screen”. It may be further down the list.',
    done: 'Tap “Add”.',
    empty:
      'On the home screen Sada begins empty: open it there once while you have a connection. Donations that wait here are sent from here.',
  },
  inApp: {
    title: 'Open Sada in your browser',
    inside:
      'You are inside another app. What Sada keeps here stays in that app: your browser does not see it, and it cannot be installed.',
    keepsNothing:
      'You are inside another app, or in a private window. Sada cannot keep itself here: without a connection it will not open again.',
    how: 'Open this app’s menu (⋮ or ⋯) and choose “Open in browser”; on an iPhone, “Open in Safari”.',
    orCopy: 'Or copy the address and paste it into your browser.',
    address: 'Address of Sada',
    copy: 'Copy',
    copied: 'Copied',
  },
}

/** What was kept of the broadcast, and what is saved of it. */
export const kept = {
  hole: (time: string) =>
    `What follows is not on this phone until ${time}. It comes with the link, and nothing is skipped.`,
  goOn: (time: string) => `Go on at ${time} instead`,
  save: {
    title: 'Save to the library',
    item: (title: string) => `Save “${title}”`,
    last: (minutes: number) =>
      `Save the last ${plural('en', minutes, { one: 'minute', other: `${minutes} minutes` })}`,
    howMuch: 'How far back',
    minutes: (n: number) => plural('en', n, { one: '1 minute', other: `${n} minutes` }),
    more: 'Its voice and words, from what this phone already has. It costs nothing.',
    saving: 'Saving…',
    saved: (clock: string, size: string) => `Saved: ${clock}, ${size}.`,
    missing: (clock: string) => `${clock} of it had not reached this phone and is not in it.`,
    open: 'Open it',
    undo: 'Undo',
    undone: 'Taken back.',
    nothing: 'None of this is on this phone, so there is nothing to save. Listen to it first.',
    from: (from: string, to: string) => `${from} to ${to}`,
    broadcast: 'Broadcast',
  },
}

/** What was saved, in the library. */
export const saved = {
  title: 'Saved by me',
  by: 'Saved by you from the broadcast. It is not signed by the organisation.',
  missing: (clock: string) => `${clock} of it had not reached this phone and is not in it.`,
  share: 'Share',
  file: 'Save as a file',
  words: 'Save its words',
  remove: 'Remove',
  removed: 'Removed.',
  back: 'Bring it back',
  gone: 'This is no longer saved on this phone.',
}
