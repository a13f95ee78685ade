import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Everything in memory, with indexes that serve ranges, and perhaps a journal of the writes. */
final class TestBackend extends AbstractMongoBackend {
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findandmodify", "createindexes", "create", "drop", "dropdatabase");

  private Journal journal;

  TestBackend() {
    version(
        new MongoVersion() {
          @Override
          public List<Integer> getVersionArray() {
            return List.of(7, 0, 0);
          }

          /** Drivers of today refuse the 8 that the library says by itself. */
          @Override
          public int getWireVersion() {
            return 21;
          }
        });
  }

  /** Replays the journal, then goes on writing it. */
  static TestBackend journaled(Path file) throws IOException {
    TestBackend backend = new TestBackend();
    Channel nobody = new EmbeddedChannel();
    Journal journal =
        Journal.open(file, command -> backend.handleMessage(new MongoMessage(nobody, new MessageHeader(0, 0), command)));
    backend.journal = journal;
    return backend;
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new IndexedDatabase(name, getCursorRegistry());
  }

  /** The journal has the writes in the order in which they happened, so they happen one at a time. */
  @Override
  public Document handleMessage(MongoMessage message) {
    Document command = message.getDocument();
    if (journal == null || !WRITES.contains(command.keySet().iterator().next().toLowerCase())) {
      return super.handleMessage(message);
    }
    synchronized (journal) {
      Document copy = command.cloneDeeply();
      Document answer = super.handleMessage(message);
      try {
        journal.write(copy);
      } catch (IOException error) {
        throw new UncheckedIOException(error);
      }
      return answer;
    }
  }
}
