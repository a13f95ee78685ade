import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Where documents are by the first field of an index. What it finds is judged again by the query, so it may find too many. */
final class Lookup {
  private static final Set<String> RANGES = Set.of("$gt", "$gte", "$lt", "$lte");

  private final String field;
  private final NavigableMap<Object, Set<Integer>> places = new TreeMap<>(ValueComparator.ascWithoutListHandling());

  Lookup(String field) {
    this.field = field;
  }

  void add(Collection<KeyValue> values, Integer place) {
    for (KeyValue value : values) {
      if (isSimple(value.get(0))) places.computeIfAbsent(value.get(0), key -> new LinkedHashSet<>()).add(place);
    }
  }

  void remove(Collection<KeyValue> values, Integer place) {
    for (KeyValue value : values) {
      Set<Integer> there = isSimple(value.get(0)) ? places.get(value.get(0)) : null;
      if (there != null && there.remove(place) && there.isEmpty()) places.remove(value.get(0));
    }
  }

  boolean canHandle(Document query) {
    Object wanted = query.get(field);
    if (!(wanted instanceof Document operators)) return isSimple(wanted);
    if (operators.isEmpty()) return false;
    return operators.entrySet().stream().allMatch(each -> canHandle(each.getKey(), each.getValue()));
  }

  private static boolean canHandle(String operator, Object operand) {
    if (operator.equals("$in")) return operand instanceof Collection<?> all && all.stream().allMatch(Lookup::isSimple);
    return RANGES.contains(operator) && isSimple(operand);
  }

  private static boolean isSimple(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  Iterable<Integer> find(Document query) {
    Set<Integer> found = new LinkedHashSet<>();
    for (Object value : wantedIn(query.get(field))) found.addAll(places.getOrDefault(value, Set.of()));
    if (query.get(field) instanceof Document operators && !operators.containsKey("$in")) {
      range(operators).values().forEach(found::addAll);
    }
    return found;
  }

  private static Collection<?> wantedIn(Object wanted) {
    if (!(wanted instanceof Document operators)) return List.of(wanted);
    return operators.get("$in") instanceof Collection<?> all ? new ArrayList<>(all) : List.of();
  }

  private NavigableMap<Object, Set<Integer>> range(Document operators) {
    NavigableMap<Object, Set<Integer>> range = places;
    for (var each : operators.entrySet()) {
      boolean inclusive = each.getKey().endsWith("e");
      if (each.getKey().startsWith("$gt")) range = range.tailMap(each.getValue(), inclusive);
      else range = range.headMap(each.getValue(), inclusive);
    }
    return range;
  }
}
