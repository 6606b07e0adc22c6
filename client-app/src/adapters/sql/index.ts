export { openReadModel, type ReadModel, type ReadModelPlace } from './openReadModel';
export { rebuild, type RebuiltTable } from './rebuild';
export { SqlReadStore } from './sqlReadStore';
