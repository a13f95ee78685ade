import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Commands as BSON, one after the other; one that was cut off at the end was never answered. */
final class Journal {
  private final FileChannel file;

  private Journal(FileChannel file) {
    this.file = file;
  }

  static Journal open(Path path, Consumer<Document> replay) throws IOException {
    ByteBuf past = Unpooled.wrappedBuffer(Files.exists(path) ? Files.readAllBytes(path) : new byte[0]);
    while (past.readableBytes() >= 4 && past.getIntLE(past.readerIndex()) <= past.readableBytes()) {
      replay.accept(BsonDecoder.decodeBson(past));
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(past.readerIndex());
    file.position(past.readerIndex());
    return new Journal(file);
  }

  /** Survives the death of this process, not of the machine. */
  void write(Document command) throws IOException {
    ByteBuf bytes = Unpooled.buffer();
    BsonEncoder.encodeDocument(command, bytes);
    bytes.readBytes(file, file.position(), bytes.readableBytes());
    file.position(file.size());
  }
}
