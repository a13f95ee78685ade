import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import java.util.List;

/** The library's indexes serve equality on unique keys only; with these a range does not walk the collection either. */
final class IndexedDatabase extends MemoryDatabase {
  IndexedDatabase(String name, CursorRegistry cursors) {
    super(name, cursors);
  }

  @Override
  protected Index<Integer> openOrCreateUniqueIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new SortedUniqueIndex(name, keys, sparse);
  }

  @Override
  protected Index<Integer> openOrCreateSecondaryIndex(
      String collection, String name, List<IndexKey> keys, boolean sparse) {
    return new SortedIndex(name, keys, sparse);
  }
}
