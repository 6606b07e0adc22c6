import { foundNetwork } from '../../app/founding';
import { peopleOf } from '../../app/register';
import { answer } from '../outcome';
import type { CommandSpec } from '../command';
import { left, table } from '../table';
import { count } from '../text';

/** Founds the network in the data directory. */
export const init: CommandSpec = {
  name: 'init',
  group: 'The network',
  does: 'Founds the network in the data directory: organisations, their people, the first policy. Done once; again it changes nothing.',
  options: [{ flags: '--network <file>', does: "the network file (default: the project's; a founded directory keeps its own)" }],
  examples: ['init', 'init --data-dir /srv/tierline --network network/network.yaml'],
  json: '{directory, founded, organisations: [{name, msp, role}], programs: [id], users: [name]}',
  submits: false,
  run: async (context) => {
    const { sessions } = await context.ledger(true, context.input.file('network'));
    const before = (await sessions.users()).length;
    if (before === 0) context.note('founding the network ...');
    await foundNetwork(sessions);
    const users = await sessions.users();
    const { organisations, programs } = sessions.network;
    return answer(
      null,
      {
        directory: context.directory,
        founded: before === 0,
        organisations,
        programs: programs.map(({ id }) => id),
        users,
      },
      [
        `${before === 0 ? 'Founded' : 'Founded before'} in ${context.directory}: ` +
          `${count(organisations.length, 'organisation')}, ${count(users.length, 'user')}.`,
        `Programs that can be created: ${programs.map(({ id }) => id).join(', ')}.`,
        'Next: tierline program create PROGRAM --business-date YYYY-MM-DD; tierline users.',
      ],
    );
  },
};

/** Lists the people. */
export const users: CommandSpec = {
  name: 'users',
  group: 'The network',
  does: 'Lists the people who can act, each as --as takes him.',
  examples: ['users', 'users --json'],
  json: '{users: [{user, duty, company, name, hostMsp, roles, status}]}',
  submits: false,
  run: async (context) => {
    const people = await peopleOf((await context.ledger()).sessions);
    const rows = people.map(({ user, duty, company, name, roles, status }) => [user, duty, company, name, roles.join(', '), status ?? '']);
    return answer(null, { users: people }, table(['user', 'duty', 'company', 'name', 'roles', 'status'].map(left), rows));
  },
};
