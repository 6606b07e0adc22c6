import { guardProcess } from '@tierline/client-app/dist/processGuard';

const [order, kind] = process.argv.slice(2);

const load = (): unknown => require('fabric-shim');
if (order === 'unguarded') load();
if (order === 'shim first') load();
if (order !== 'unguarded') guardProcess();
if (order === 'guard first') load();

if (kind === 'throw')
  setTimeout(() => {
    throw new Error('first line\nsecond line');
  }, 1);
else void Promise.reject(new Error('first line\nsecond line'));
setTimeout(() => console.log('still alive'), 200);
