import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

final class SortedUniqueIndex extends MemoryUniqueIndex {
  private final Lookup lookup;

  SortedUniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    lookup = new Lookup(keys.get(0).getKey());
  }

  @Override
  public synchronized void add(Document document, Integer place, MongoCollection<Integer> collection) {
    super.add(document, place, collection);
    lookup.add(getKeyValues(document), place);
  }

  @Override
  public synchronized Integer remove(Document document) {
    Integer place = super.remove(document);
    if (place != null) lookup.remove(getKeyValues(document), place);
    return place;
  }

  @Override
  public synchronized void updateInPlace(
      Document before, Document after, Integer place, MongoCollection<Integer> collection) {
    lookup.remove(getKeyValues(before), place);
    super.updateInPlace(before, after, place, collection);
    lookup.remove(getKeyValues(after), place);
    lookup.add(getKeyValues(after), place);
  }

  @Override
  public synchronized boolean canHandle(Document query) {
    return lookup.canHandle(query);
  }

  @Override
  public synchronized Iterable<Integer> getPositions(Document query) {
    return lookup.find(query);
  }
}
