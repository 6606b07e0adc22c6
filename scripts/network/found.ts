import { foundNetwork } from '@tierline/client-app/dist/app/founding';
import { openApplications } from '@tierline/client-app/dist/main';
import type { Setting } from './setting';

/** Enrols the organisations' own people and founds the register of companies. Done once. @throws Fault */
export async function found({ layout, progress }: Setting): Promise<void> {
  const open = await openApplications(layout.directory);
  const { sessions } = open;
  try {
    await foundNetwork(sessions);
    progress(`the register is founded; people: ${(await sessions.users()).join(', ')}`);
  } finally {
    await open.close();
  }
}
