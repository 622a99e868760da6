/**
 * What `npm run trust` takes out, one check at a time, and the test that must fail for it. A line is one of issue 4's "Trust" list, in
 * its words; several checks may stand behind one line, and one check behind several.
 */
export interface Mutation {
  line: Line
  /** What is taken out, in words. */
  removed: string
  /** Source file, and the text in it that is replaced; it must stand there exactly once. */
  file: string
  from: string
  to: string
  /** Test file, and the beginning of the test's full name, ` > ` between its parts. End-to-end tests are run against a build with the check taken out. */
  test: readonly [file: string, name: string]
}

export const lines = [
  'tampered manifest',
  'tampered signature',
  'tampered file',
  'file swapped for another listed one',
  'truncated',
  'extra file',
  'duplicate ZIP name',
  'local and central names differing',
  'zip bomb',
  'path traversal',
  'absolute and odd Unicode names',
  'older edition',
  'same number, other hash',
  'expired',
  'unknown key',
  'rotated key with and without the old signature',
  'donation file with one signature',
  'clock far off',
  'a mirror that serves half',
  'a mirror that changes between requests',
  'storage full in mid-import',
  'browser killed in mid-import',
] as const
export type Line = (typeof lines)[number]

const openManifest = 'src/packs/open-manifest.ts'
const signature = {
  file: 'src/shared/keyring.ts',
  from: 'if (await verify(tenure.key, message, signature))',
  to: 'if (true)',
  removed: 'signature over the manifest',
}
const fileHash = {
  file: 'src/packs/fetch-files.ts',
  from: 'if ((await sha256(bytes)) !== file.sha256)',
  to: 'if (false)',
  removed: 'SHA-256 of a file',
}
const largeHash = {
  file: 'src/packs/fetch-large.ts',
  from: 'else if ((await hashSource(kept, { signal, onStep })) !== sha256)',
  to: 'else if ((await hashSource(kept, { signal, onStep })) === "")',
  removed: 'SHA-256 of a large file',
}
const chunkHash = {
  file: 'src/packs/fetch-large.ts',
  from: 'if (isRight && !(await isRight(offset, bytes)))',
  to: 'if (false)',
  removed: 'hashes of chunks',
}
const fileSize = {
  file: 'src/packs/fetch-files.ts',
  from: 'if (bytes.length !== file.bytes)',
  to: 'if (false)',
  removed: 'size of a file',
}
const zip = 'src/shared/pack/zip-records.ts'
const openPack = 'src/shared/pack/open-pack.ts'
const plainNames = {
  file: zip,
  from: 'if (!v.is(FilePathSchema, name))',
  to: 'if (false)',
  removed: 'names in a pack are plain paths',
}
const plainPaths = {
  file: 'src/shared/manifest.ts',
  from: '  v.regex(/^[a-z0-9][a-z0-9._-]*(\\/[a-z0-9][a-z0-9._-]*)*$/),\n',
  to: '',
  removed: 'paths in a manifest are plain',
}
const rotation = 'src/shared/rotation.ts'
const rotated = 'src/packs/rotation.test.ts'
const importing = 'src/packs/import-edition.ts'
const [signed, files, zips, editions, mirrors, interrupted] = [
  'signed',
  'files',
  'zip',
  'editions',
  'mirrors',
  'interrupted',
].map((name) => `tests/trust/${name}.test.ts`) as [string, string, string, string, string, string]
const killed = 'tests/e2e/packs-killed.test.ts'

export const mutations: readonly Mutation[] = [
  { line: 'tampered manifest', ...signature, test: [signed, 'by mirror > tampered manifest'] },
  { line: 'tampered manifest', ...signature, test: [signed, 'by pack > tampered manifest'] },
  {
    line: 'tampered manifest',
    removed: 'signature over the open edition, looked at again when it is opened',
    file: 'src/packs/edition-reader.ts',
    from: '= await openManifest(stored.manifest, stored.signature, ring)',
    to: "= { manifest: JSON.parse(new TextDecoder().decode(stored.manifest)), signer: '' }",
    test: ['src/packs/import-edition.test.ts', 'a stored edition > whose signed bytes were damaged'],
  },
  { line: 'tampered signature', ...signature, test: [signed, 'by mirror > tampered signature'] },
  { line: 'tampered signature', ...signature, test: [signed, 'by pack > tampered signature'] },
  {
    line: 'tampered signature',
    removed: 'a pack must have a signature',
    file: 'src/packs/look-into-pack.ts',
    from: "if (!pack.has('manifest.sig'))",
    to: 'if (false)',
    test: [signed, 'by pack > no signature'],
  },
  { line: 'tampered file', ...fileHash, test: [files, 'by mirror > tampered file'] },
  { line: 'tampered file', ...fileHash, test: [files, 'by pack > tampered file'] },
  { line: 'tampered file', ...largeHash, test: [files, 'by mirror > tampered file: a large one without'] },
  { line: 'tampered file', ...largeHash, test: [files, 'by pack > tampered file: a large one without'] },
  {
    line: 'tampered file',
    removed: 'a pack’s file is hashed though ours is right already',
    file: 'src/packs/pack-source.ts',
    from: 'if ((await hashSource(pack.source(path), { signal })) !== hash)',
    to: 'if (false)',
    test: [files, 'by pack > tampered file: though ours is right already'],
  },
  {
    line: 'tampered file',
    removed: 'a pack’s large file is judged by its chunks though ours is right already',
    file: 'src/packs/pack-source.ts',
    from: 'if (!(await isRight(offset, step)))',
    to: 'if (false)',
    test: [files, 'by pack > tampered file: a large one, though ours is right already'],
  },
  {
    line: 'tampered file',
    ...chunkHash,
    test: [files, 'by mirror > tampered file: a large one with hashes of chunks'],
  },
  {
    line: 'tampered file',
    removed: 'hashes of chunks, of a pack’s large file',
    file: 'src/packs/fetch-large.ts',
    from: 'if (!(await isRight(arrived, step)))',
    to: 'if (false)',
    test: [files, 'by pack > tampered file: a large one with hashes of chunks'],
  },
  {
    line: 'tampered file',
    removed: 'a piece kept before is judged again',
    file: 'src/packs/fetch-large.ts',
    from: '(!isRight || (await isRight(offset, held)))',
    to: 'held.length > 0',
    test: [files, 'by mirror > tampered file: a piece of it was kept'],
  },
  {
    line: 'tampered file',
    removed: 'accounts are hashed again when they are opened',
    file: 'src/packs/open-index.ts',
    from: 'if ((await sha256(bytes)) === listed.sha256) return bytes',
    to: 'return bytes',
    test: [
      'src/packs/import-edition.test.ts',
      'a stored edition > whose donation form was replaced in the store',
    ],
  },
  {
    line: 'file swapped for another listed one',
    ...fileHash,
    test: [files, 'by mirror > file swapped for another listed one'],
  },
  {
    line: 'file swapped for another listed one',
    ...fileHash,
    test: [files, 'by pack > file swapped for another listed one'],
  },
  {
    line: 'file swapped for another listed one',
    ...largeHash,
    test: [files, 'by mirror > file swapped for another listed one: large ones'],
  },
  {
    line: 'file swapped for another listed one',
    ...largeHash,
    test: [files, 'by pack > file swapped for another listed one: large ones'],
  },
  { line: 'truncated', ...fileSize, test: [files, 'by mirror > truncated file'] },
  {
    line: 'truncated',
    removed: 'size of a pack’s file against the manifest',
    file: openPack,
    from: 'else if (file.bytes !== size)',
    to: 'else if (false)',
    test: [files, 'by pack > truncated file'],
  },
  {
    line: 'truncated',
    removed: 'a pack ends with its end record',
    file: zip,
    from: 'if (view.getUint32(0, true) !== endMark || view.getUint16(20, true) !== 0)',
    to: 'if (false)',
    test: [
      'src/shared/pack/pack.test.ts',
      'a pack that is not as it must be is refused, and says why > cut short anywhere',
    ],
  },
  {
    line: 'extra file',
    removed: 'a pack holds listed files only',
    file: openPack,
    from: 'if (!file) refuse(',
    to: 'if (!file) String(',
    test: [files, 'by pack > extra file'],
  },
  {
    line: 'extra file',
    removed: 'nothing is hidden after the last file',
    file: openPack,
    from: 'if (expected !== end.offset)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > bytes hidden between the files and the directory'],
  },
  {
    line: 'extra file',
    removed: 'the directory holds no more than it counts',
    file: openPack,
    from: 'if (at !== directory.length)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > an entry the directory does not count'],
  },
  {
    line: 'duplicate ZIP name',
    removed: 'each name once',
    file: openPack,
    from: 'if (names.has(entry.name))',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > duplicate ZIP name'],
  },
  {
    line: 'local and central names differing',
    removed: 'local header against central header',
    file: openPack,
    from: 'if (!equal(local, localHeader(entry)))',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > local and central names differing'],
  },
  {
    line: 'zip bomb',
    removed: 'nothing is compressed',
    file: zip,
    from: 'if (view.getUint16(10, true) !== 0)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > zip bomb, declared: a compressed file'],
  },
  {
    line: 'zip bomb',
    removed: 'both sizes of a file are one',
    file: zip,
    from: 'if (view.getUint32(20, true) !== size)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > zip bomb, undeclared'],
  },
  {
    line: 'zip bomb',
    removed: 'no file is longer than the pack',
    file: openPack,
    from: 'if (expected > end.offset)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > zip bomb, declared: longer than the file that holds it'],
  },
  {
    line: 'zip bomb',
    removed: 'no two files over the same bytes',
    file: openPack,
    from: 'if (entry.offset !== expected)',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > zip bomb, overlapping'],
  },
  {
    line: 'zip bomb',
    removed: 'an answer is left where it grows past its size',
    file: 'src/link/request.ts',
    from: 'if (length > limit)',
    to: 'if (false)',
    test: [files, 'by mirror > zip bomb'],
  },
  {
    line: 'local and central names differing',
    removed: 'checksums are those of the files',
    file: openPack,
    from: 'if (!pack.fits(name, bytes))',
    to: 'if (false)',
    test: [zips, 'a forged ZIP > checksum of'],
  },
  { line: 'path traversal', ...plainNames, test: [zips, 'a forged ZIP > path traversal'] },
  { line: 'path traversal', ...plainPaths, test: [zips, 'a signed manifest, by mirror > path traversal'] },
  { line: 'path traversal', ...plainPaths, test: [zips, 'a signed manifest, by pack > path traversal'] },
  {
    line: 'absolute and odd Unicode names',
    ...plainNames,
    test: [zips, 'a forged ZIP > absolute and odd Unicode names'],
  },
  {
    line: 'absolute and odd Unicode names',
    ...plainPaths,
    test: [zips, 'a signed manifest, by mirror > absolute'],
  },
  {
    line: 'absolute and odd Unicode names',
    ...plainPaths,
    test: [zips, 'a signed manifest, by pack > odd Unicode'],
  },
  {
    line: 'older edition',
    removed: 'the edition rule before anything is fetched',
    file: importing,
    from: 'assertTakeable(highest, verified, ring)',
    to: '',
    test: ['src/packs/import-edition.test.ts', 'refused, and edition 1 stays whole > an older edition'],
  },
  {
    line: 'older edition',
    removed: 'the edition rule itself',
    file: 'src/shared/edition-rule.ts',
    from: "if (incoming.edition < held.edition) return 'older'",
    to: "if (incoming.edition < held.edition) return 'newer'",
    test: [editions, 'by pack > older edition'],
  },
  {
    line: 'older edition',
    removed: 'the edition rule in the switch',
    file: 'src/packs/indexeddb-store.ts',
    from: "acceptEdition((await meta.get('highest')) ?? null, edition)",
    to: 'edition',
    test: ['src/packs/import-edition.test.ts', 'two tabs > the switch itself judges the edition rule again'],
  },
  ...(['by mirror', 'by pack'] as const).map(
    (way): Mutation => ({
      line: 'same number, other hash',
      removed: 'the hash behind a number',
      file: 'src/shared/edition-rule.ts',
      from: "return incoming.sha256 === held.sha256 ? 'same' : 'conflict'",
      to: "return 'same'",
      test: [editions, `${way} > same number, other hash`],
    }),
  ),
  ...(['by mirror', 'by pack'] as const).map(
    (way): Mutation => ({
      line: 'expired',
      removed: 'the date it is fresh until',
      file: 'src/shared/edition-rule.ts',
      from: 'now > Date.parse(manifest.freshUntil)',
      to: 'false',
      test: [editions, `${way} > expired: it is said, and everything is read`],
    }),
  ),
  {
    line: 'expired',
    removed: 'one more question before accounts are shown',
    file: 'src/give/PaymentInstructions.tsx',
    from: 'if (gate.staleSince !== null)',
    to: 'if (false)',
    test: ['src/give/GiveScreen.test.tsx', 'the Give screen > asks once more before it shows accounts'],
  },
  { line: 'unknown key', ...signature, test: [signed, 'by mirror > unknown key'] },
  { line: 'unknown key', ...signature, test: [signed, 'by pack > unknown key'] },
  {
    line: 'unknown key',
    removed: 'whose edition it is',
    file: openManifest,
    from: 'if (manifest.organisation !== ring.id)',
    to: 'if (false)',
    test: [signed, 'by pack > another organisation’s edition'],
  },
  {
    line: 'rotated key with and without the old signature',
    removed: 'the old key’s signature under the change',
    file: rotation,
    from: '(await verify(from, bytes, fromBase64Url(byOld))) &&',
    to: '',
    test: [rotated, 'an edition under a changed content key > is refused with no signature of the old key'],
  },
  {
    line: 'rotated key with and without the old signature',
    removed: 'the new key’s signature under the change',
    file: rotation,
    from: '&& (await verify(to, bytes, fromBase64Url(byNew)))',
    to: '',
    test: [rotated, 'an edition under a changed content key > is refused with no signature of the new key'],
  },
  {
    line: 'rotated key with and without the old signature',
    removed: 'a key that has handed over makes nothing new current',
    file: 'src/packs/keep-rule.ts',
    from: "if (verdict === 'newer' && verified.retired) throw",
    to: 'if (false) throw',
    test: [rotated, 'the old key, once a change was accepted > does not feed a phone that has nothing'],
  },
  ...(['by mirror', 'by pack'] as const).map(
    (way): Mutation => ({
      line: 'donation file with one signature',
      removed: 'the second signature',
      file: 'src/packs/open-index.ts',
      from: 'if (!givingBytes || !signed || manifest.edition >= signed.until)',
      to: 'if (!givingBytes)',
      test: [signed, `${way} > donation file with one signature`],
    }),
  ),
  ...(['by mirror', 'by pack'] as const).map(
    (way): Mutation => ({
      line: 'clock far off',
      removed: 'freshness locks nobody out (a lock is put in)',
      file: importing,
      from: 'assertTakeable(highest, verified, ring)',
      to: "if (!(Math.abs((options.now ?? 0) - Date.parse(manifest.issued)) < 3e10)) throw new ProblemError('older')",
      test: [editions, `${way} > clock far off`],
    }),
  ),
  {
    line: 'a mirror that serves half',
    removed: 'no switch before all words are here',
    file: importing,
    from: 'parallel: Math.max(job.parallel, wordsParallel) })',
    to: 'parallel: job.parallel }).catch(() => undefined)',
    test: [mirrors, 'a mirror that serves half > of'],
  },
  {
    line: 'a mirror that serves half',
    removed: 'what came is kept',
    file: 'src/packs/fetch-large.ts',
    from: 'await pieces?.put(sha256, offset, bytes)',
    to: '',
    test: [mirrors, 'a mirror that serves half > of a film'],
  },
  {
    line: 'a mirror that changes between requests',
    ...signature,
    test: [mirrors, 'a mirror that changes between requests > manifest of one edition, signature of another'],
  },
  {
    line: 'a mirror that changes between requests',
    ...fileHash,
    test: [mirrors, 'a mirror that changes between requests > one bit'],
  },
  {
    line: 'a mirror that changes between requests',
    ...chunkHash,
    test: [
      mirrors,
      'a mirror that changes between requests > a file changes between range requests: what was right',
    ],
  },
  {
    line: 'a mirror that changes between requests',
    ...largeHash,
    test: [
      mirrors,
      'a mirror that changes between requests > a file changes between range requests, and no chunk',
    ],
  },
  {
    line: 'a mirror that changes between requests',
    removed: 'a range is the one asked for',
    file: 'src/packs/mirror-source.ts',
    from: "if (!answer.headers.get('content-range')?.startsWith(",
    to: 'if (false && String(',
    test: [mirrors, 'a mirror that changes between requests > a file grows between range requests'],
  },
  {
    line: 'a mirror that changes between requests',
    removed: 'a range is as long as asked for',
    file: 'src/packs/fetch-large.ts',
    from: 'if (bytes.length !== length)',
    to: 'if (false)',
    test: [mirrors, 'a mirror that changes between requests > an answer shorter than the range asked for'],
  },
  ...(['by mirror', 'by pack'] as const).map(
    (way): Mutation => ({
      line: 'storage full in mid-import',
      removed: 'what could not be kept stops the import',
      file: importing,
      from: 'if ((await store.tidy({ previous: 0, keep: coming })) === 0) throw error',
      to: 'if ((await store.tidy({ previous: 0, keep: coming })) === 0) return',
      test: [interrupted, `storage full in mid-import, ${way}`],
    }),
  ),
  {
    line: 'browser killed in mid-import',
    removed: 'no switch before all words are here (a pack: before all files are)',
    file: importing,
    from: 'await fetchFiles(first.index, job)\n',
    to: 'await fetchFiles(first.index, job)\n  await store.switchTo({ ...incoming, manifest: verified.bytes, signature: verified.signature, givingSigned: true, importedAt: 0 })\n',
    test: [killed, 'an import from a pack'],
  },
  {
    line: 'browser killed in mid-import',
    removed: 'verified files are kept as they come',
    file: importing,
    from: 'const held = await store.hashes()',
    to: 'const held = new Set<string>()',
    test: [killed, 'a sync from a mirror'],
  },
  {
    line: 'browser killed in mid-import',
    removed: 'pieces of a large file are kept as they come',
    file: 'src/packs/fetch-large.ts',
    from: 'await pieces?.put(sha256, offset, bytes)',
    to: '',
    test: [killed, 'a sync from a mirror'],
  },
]
