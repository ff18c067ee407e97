package org.jobyard.ra.xa;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * The adapter as a participant of a JTA transaction.
 *
 * <p>It votes, and it learns of a rollback; it publishes nothing. The transaction manager commits its participants one
 * after the other, and nothing may leave for the broker before PostgreSQL has committed; so the publishing begins with
 * {@link BranchSynchronization#afterCompletion}. For the same reason {@link #recover} has nothing to report: what a crash
 * leaves is in the database, as an intent of a committed transaction or not at all.
 *
 * <p>A rollback after the vote is not believed: where PostgreSQL commits last and in one phase, the manager reports one also
 * when the connection was cut while PostgreSQL committed.
 *
 * <p>All XA resources of one adapter are one resource manager: the delivery of a message and a send in its transaction
 * share a branch.
 */
public final class AdapterXAResource implements XAResource {
    private final Branches branches;
    private volatile Branch current;

    /** An XA resource of the manager that {@code branches} stands for. */
    public AdapterXAResource(Branches branches) {
        this.branches = branches;
    }

    /** The branch with which this resource is associated now; null outside a transaction. */
    public Branch current() {
        return current;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        Branch associated = current;
        if (associated != null && associated.outcome() == Outcome.OPEN) {
            throw new XAException(XAException.XAER_PROTO);
        }
        if (flags == TMNOFLAGS) {
            Branch begun = branches.begin(xid);
            if (begun == null) {
                throw new XAException(XAException.XAER_DUPID);
            }
            current = begun;
        } else if (flags == TMJOIN || flags == TMRESUME) {
            Branch known = known(xid);
            if (known.outcome() == Outcome.ROLLED_BACK) {
                throw new XAException(XAException.XA_RBROLLBACK);
            }
            current = known;
        } else {
            throw new XAException(XAException.XAER_INVAL);
        }
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        if (flags != TMSUCCESS && flags != TMFAIL && flags != TMSUSPEND) {
            throw new XAException(XAException.XAER_INVAL);
        }
        Branch associated = current;
        if (associated != null && associated.outcome() != Outcome.OPEN) {
            // The branch was rolled back through another resource of it, or another thread, before this one let go.
            current = null;
            return;
        }
        Branch branch = known(xid);
        if (flags == TMFAIL) {
            branch.setRollbackOnly();
        }
        if (branch.equals(associated)) {
            current = null;
        }
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        Branch branch = known(xid);
        if (!branch.mayCommit()) {
            // A vote against: the manager asks no more of this branch, so it ends here.
            branches.remove(xid);
            branch.end(Outcome.ROLLED_BACK);
            throw new XAException(XAException.XA_RBROLLBACK);
        }
        branch.vote();
        CrashPoint.PREPARED.reached();
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        Branch branch = known(xid);
        if (onePhase && !branch.mayCommit()) {
            branches.remove(xid);
            branch.end(Outcome.ROLLED_BACK);
            throw new XAException(XAException.XA_RBROLLBACK);
        }
        CrashPoint.DECIDED.reached();
        branches.remove(xid);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        Branch branch = known(xid);
        branches.remove(xid);
        branch.end(branch.rolledBack());
    }

    @Override
    public void forget(Xid xid) throws XAException {
        // There are no heuristic decisions to forget.
        throw new XAException(XAException.XAER_NOTA);
    }

    /** Nothing, ever; see the class. */
    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other instanceof AdapterXAResource adapter && adapter.branches == branches;
    }

    /** The transaction manager keeps the time; the adapter has none of its own. */
    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    private Branch known(Xid xid) throws XAException {
        Branch branch = branches.find(xid);
        if (branch == null) {
            throw new XAException(XAException.XAER_NOTA);
        }
        return branch;
    }
}
