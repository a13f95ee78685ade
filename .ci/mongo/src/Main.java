import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;

/** Arguments: PORT (0 takes a free one) and, where writes shall survive, the path of a journal. */
public final class Main {
  public static void main(String[] args) throws Exception {
    TestBackend backend = args.length > 1 ? TestBackend.journaled(Path.of(args[1])) : new TestBackend();
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    System.out.println("mongodb://127.0.0.1:" + server.getLocalAddress().getPort());
    Thread.currentThread().join();
  }
}
