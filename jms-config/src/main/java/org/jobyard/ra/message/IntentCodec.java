package org.jobyard.ra.message;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.ContentHeaderPropertyWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an intent: a version, then each message with its AMQP properties in AMQP's own encoding. What one release
 * has written, the next must read: a node may be upgraded while intents wait.
 */
public final class IntentCodec {
    private static final int VERSION = 1;

    private IntentCodec() {}

    /** Encodes messages in their order. */
    public static byte[] encode(List<OutboundMessage> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(messages.size());
            for (OutboundMessage message : messages) {
                out.writeUTF(message.exchange());
                out.writeUTF(message.routingKey());
                out.writeBoolean(message.bestEffort());
                // AMQP's content header: weight (always 0), size of the body, properties.
                out.writeShort(0);
                out.writeLong(message.body().length);
                message.properties().writePropertiesTo(new ContentHeaderPropertyWriter(out));
                out.write(message.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes what {@link #encode} has written.
     *
     * @throws IllegalArgumentException when the bytes are not of a version this release knows, or cut off
     */
    public static List<OutboundMessage> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("intent of version " + version + ", this release knows " + VERSION);
            }
            int count = in.readInt();
            List<OutboundMessage> messages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String exchange = in.readUTF();
                String routingKey = in.readUTF();
                boolean bestEffort = in.readBoolean();
                BasicProperties properties = new BasicProperties(in);
                int size = Math.toIntExact(properties.getBodySize());
                byte[] body = in.readNBytes(size);
                if (body.length < size) {
                    throw new EOFException("the body has " + body.length + " of " + size + " bytes");
                }
                messages.add(new OutboundMessage(exchange, routingKey, bestEffort, properties, body));
            }
            return messages;
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable intent", e);
        }
    }
}
