package org.jobyard.ra.xa;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.transaction.xa.Xid;

/** The adapter's open branches by their Xid. One per adapter: it is what makes two XA resources the same manager. */
public final class Branches {
    /** A Xid by its content; the transaction manager's own class need not have equals. */
    private record Key(int format, ByteBuffer global, ByteBuffer branch) {
        static Key of(Xid xid) {
            return new Key(
                    xid.getFormatId(),
                    ByteBuffer.wrap(xid.getGlobalTransactionId()),
                    ByteBuffer.wrap(xid.getBranchQualifier()));
        }
    }

    private final ConcurrentMap<Key, Branch> open = new ConcurrentHashMap<>();

    /** Begins a branch; null when there is one of this Xid. */
    Branch begin(Xid xid) {
        Branch branch = new Branch(Base64.getEncoder().encodeToString(xid.getGlobalTransactionId()));
        return open.putIfAbsent(Key.of(xid), branch) == null ? branch : null;
    }

    /** The branch of a Xid; null when there is none. */
    Branch find(Xid xid) {
        return open.get(Key.of(xid));
    }

    /** Forgets a branch and returns it; null when there is none. */
    Branch remove(Xid xid) {
        return open.remove(Key.of(xid));
    }

    /** Number of open branches. */
    public int size() {
        return open.size();
    }
}
