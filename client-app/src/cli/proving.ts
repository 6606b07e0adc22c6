/** What makes and checks proofs: loaded by the commands that do, because its libraries are large. */
export { auditExport } from '../app/audit/auditExport';
export { exportedLines } from '../app/audit/exported';
export { askChain } from '../app/proof/askChain';
export { deepestToken } from '../app/proof/deepestToken';
export { makeProof } from '../app/proof/makeProof';
export { pinsOf } from '../app/proof/pinsOf';
export { auditProofs } from '../proving/auditProofs';
export { canonical } from '../proving/digests';
export { verify } from '../proving/verify';
