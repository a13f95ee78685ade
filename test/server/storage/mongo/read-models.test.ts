import { chatIndexes, createMongoChat } from '../../../../server/storage/mongo/chat.ts';
import { createMongoDueChecks, dueCheckIndexes } from '../../../../server/storage/mongo/due-checks.ts';
import { createMongoGames, gameIndexes } from '../../../../server/storage/mongo/games.ts';
import { createMongoRatings, ratingIndexes } from '../../../../server/storage/mongo/ratings.ts';
import { createMongoStatistics, statisticsIndexes } from '../../../../server/storage/mongo/statistics.ts';
import { chatStoreContract } from '../../../contract/chat-store.ts';
import { dueChecksContract } from '../../../contract/due-checks.ts';
import { gamesReadModelContract } from '../../../contract/games-read-model.ts';
import { ratingsStoreContract } from '../../../contract/ratings-store.ts';
import { statisticsStoreContract } from '../../../contract/statistics-store.ts';
import { serviceFor } from '../../../services.ts';
import { openTwoClients } from './two-clients.ts';

describe('read models in MongoDB', () => {
  let url: string;
  before(function () {
    url = serviceFor(this, 'mongo');
  });

  gamesReadModelContract('MongoDB', async () => {
    const { shared, close } = await openTwoClients(url, gameIndexes);
    return { model: shared(createMongoGames), close };
  });

  statisticsStoreContract('MongoDB', async () => {
    const { shared, close } = await openTwoClients(url, statisticsIndexes);
    return { statistics: shared(createMongoStatistics), close };
  });

  dueChecksContract('MongoDB', async () => {
    const { shared, close } = await openTwoClients(url, dueCheckIndexes);
    return { checks: shared(createMongoDueChecks), close };
  });

  chatStoreContract('MongoDB', async () => {
    const { shared, close } = await openTwoClients(url, chatIndexes);
    return { chat: shared(createMongoChat), close };
  });

  ratingsStoreContract('MongoDB', async () => {
    const { shared, close } = await openTwoClients(url, ratingIndexes);
    return { store: shared(createMongoRatings), close };
  });
});
