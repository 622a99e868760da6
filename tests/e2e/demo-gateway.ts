import { join } from 'node:path'
import { createGateway, givingFromFolder } from '../../src/gateway/gateway.ts'
import { projectFolders } from '../../src/organiser/evening/open-evening.ts'
import { readPrivateKey } from '../../src/organiser/keys/key-files.ts'
import { organisation } from '../../src/shared/organisation.ts'

type More = Partial<Parameters<typeof createGateway>[0]>

/**
 * The demo's gateway with a broadcast of the test's own.
 * @param folder where its data and its log go
 * @param more a broadcast folder to serve, or routes
 */
export const createDemoGateway = async (
  folder: string,
  { broadcast, ...more }: More & { broadcast?: string },
): ReturnType<typeof createGateway> =>
  createGateway({
    data: join(folder, 'data'),
    mounts: {
      '/': projectFolders.app,
      '/edition/': projectFolders.edition,
      ...(broadcast !== undefined && { '/broadcast/': broadcast }),
    },
    organisation: organisation.id,
    signingKey: await readPrivateKey(projectFolders.keys, 'gateway'),
    giving: givingFromFolder(projectFolders.edition),
    logger: { file: join(folder, 'gateway.log') },
    ...more,
  })
