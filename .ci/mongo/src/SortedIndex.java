import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index that refuses nothing. */
final class SortedIndex extends Index<Integer> {
  private final Lookup lookup;
  private final Map<Object, Integer> placesById = new HashMap<>();

  SortedIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    lookup = new Lookup(keys.get(0).getKey());
  }

  @Override
  public boolean isUnique() {
    return false;
  }

  @Override
  public Integer getPosition(Document document) {
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Integer> collection) {}

  @Override
  public synchronized void add(Document document, Integer place, MongoCollection<Integer> collection) {
    lookup.add(getKeyValues(document), place);
    placesById.put(document.get("_id"), place);
  }

  @Override
  public synchronized Integer remove(Document document) {
    Integer place = placesById.remove(document.get("_id"));
    if (place != null) lookup.remove(getKeyValues(document), place);
    return place;
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Integer> collection) {}

  @Override
  public synchronized void updateInPlace(
      Document before, Document after, Integer place, MongoCollection<Integer> collection) {
    lookup.remove(getKeyValues(before), place);
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

  @Override
  public long getCount() {
    return placesById.size();
  }

  @Override
  public long getDataSize() {
    return 0;
  }

  @Override
  public void drop() {}
}
