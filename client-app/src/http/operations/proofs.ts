import { tokenIdText } from '@tierline/chaincode/api';
import { z } from 'zod';
import { chosenFields, PRESETS, SHOWABLE } from '../../app/proof/fields';
import { makeProof } from '../../app/proof/makeProof';
import { pinsOf } from '../../app/proof/pinsOf';
import { canonical } from '../../proving/digests';
import { ids } from '../answers';
import { download } from '../operation';
import { deskOf } from '../service';

const JSON_MEDIA = 'application/json';
const NAMES = [...Object.keys(PRESETS), ...Object.keys(SHOWABLE)].join(', ');

/** Proofs that stand without this server, and what their readers rely on. */
export const proofOperations = [
  download({
    id: 'proof',
    path: '/programs/{program}/tokens/{token}/proof',
    group: 'files',
    summary: 'The proof of a token as a file: whoever has it checks it on the page /verify or by "tierline verify", without this server.',
    description:
      'It shows the range, the state and where the token comes from, step by step, with what organisations endorsed and the signatures of persons; of ' +
      'all else digests alone, but what `disclose` names. `consent` tells who signed, and what, but for the items and the total of others.',
    params: z.strictObject({ program: ids.program, token: tokenIdText }),
    query: z.strictObject({
      disclose: z
        .string()
        .regex(/^[A-Za-z]{1,20}(,[A-Za-z]{1,20}){0,19}$/)
        .default('minimal')
        .meta({ description: `What else the reader learns, with commas between: ${NAMES}.` }),
    }),
    media: [JSON_MEDIA],
    run: async (call) => {
      const { token } = call.params;
      const proof = await makeProof(await deskOf(call), token, chosenFields(call.query.disclose.split(',')));
      return { media: JSON_MEDIA, fileName: `${token.replace(':', '_')}.proof.json`, bytes: `${canonical(proof)}\n` };
    },
  }),

  download({
    id: 'pins',
    path: '/pins',
    group: 'ledger',
    summary: "What a reader of proofs relies on: channel, chaincode, the organisations' root certificates, and who must endorse.",
    media: [JSON_MEDIA],
    run: async ({ session: { network, ledger } }) => ({
      media: JSON_MEDIA,
      fileName: 'pins.json',
      bytes: `${JSON.stringify(await pinsOf(network, ledger), null, 2)}\n`,
    }),
  }),
];
