package org.jobyard.ra.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.rabbitmq.client.AMQP.BasicProperties;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jobyard.ra.message.OutboundMessage;
import org.junit.jupiter.api.Test;

/** The XA protocol, call by call, as a transaction manager may make them. */
class AdapterXAResourceTest {
    private static final OutboundMessage MESSAGE = new OutboundMessage(
            "", "q", false, new BasicProperties.Builder().messageId("m").build(), new byte[0]);

    private final Branches branches = new Branches();
    private final AdapterXAResource resource = new AdapterXAResource(branches);

    @Test
    void commitsWhatIsRecordedInTwoPhases() throws XAException {
        Xid xid = xid(1);
        resource.start(xid, XAResource.TMNOFLAGS);
        Branch branch = resource.current();
        branch.hold(MESSAGE);
        resource.end(xid, XAResource.TMSUCCESS);
        branch.recorded(1, 4711);

        assertThat(resource.current()).isNull();
        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
        resource.commit(xid, false);

        assertThat(branches.size()).isZero();
        assertThat(branch.messages()).containsExactly(MESSAGE);
    }

    @Test
    void votesAgainstMessagesWithoutAnIntent() throws XAException {
        Xid xid = started(2);
        Branch branch = branches.find(xid);
        branch.hold(MESSAGE);
        resource.end(xid, XAResource.TMSUCCESS);

        fails(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));
        assertThat(branch.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(branches.size()).isZero();
    }

    @Test
    void refusesOnePhaseOfMessagesWithoutAnIntent() throws XAException {
        Xid xid = started(3);
        branches.find(xid).hold(MESSAGE);
        resource.end(xid, XAResource.TMSUCCESS);

        fails(XAException.XA_RBROLLBACK, () -> resource.commit(xid, true));
    }

    @Test
    void commitsAnEmptyBranchInOnePhase() throws XAException {
        Xid xid = started(4);
        resource.end(xid, XAResource.TMSUCCESS);

        resource.commit(xid, true);

        assertThat(branches.size()).isZero();
    }

    @Test
    void votesAgainstABranchThatEndedInFailure() throws XAException {
        Xid xid = started(5);
        resource.end(xid, XAResource.TMFAIL);

        fails(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));
    }

    @Test
    void sharesTheBranchOfADeliveryWithASend() throws XAException {
        Xid xid = started(6);
        AdapterXAResource sending = new AdapterXAResource(branches);

        assertThat(resource.isSameRM(sending)).isTrue();
        sending.start(xid, XAResource.TMJOIN);

        assertThat(sending.current()).isSameAs(resource.current());
    }

    @Test
    void isNotTheManagerOfAnotherAdapter() {
        assertThat(resource.isSameRM(new AdapterXAResource(new Branches()))).isFalse();
    }

    @Test
    void suspendsAndResumes() throws XAException {
        Xid xid = started(7);
        Branch branch = resource.current();
        resource.end(xid, XAResource.TMSUSPEND);
        Xid other = started(8);
        resource.end(other, XAResource.TMSUCCESS);
        resource.start(xid, XAResource.TMRESUME);

        assertThat(resource.current()).isSameAs(branch);
    }

    @Test
    void isFreeAfterARollbackThroughAnotherResourceOfTheBranch() throws XAException {
        Xid xid = started(9);
        AdapterXAResource sending = new AdapterXAResource(branches);
        sending.start(xid, XAResource.TMJOIN);

        resource.rollback(xid);
        sending.end(xid, XAResource.TMSUCCESS);

        assertThat(sending.current()).isNull();
        sending.start(xid(10), XAResource.TMNOFLAGS);
        assertThat(sending.current()).isNotNull();
    }

    @Test
    void takesNoMessageAfterARollbackFromAnotherThread() throws Exception {
        Xid xid = started(11);
        Branch branch = resource.current();
        Thread manager = new Thread(() -> {
            try {
                new AdapterXAResource(branches).rollback(xid);
            } catch (XAException e) {
                throw new IllegalStateException(e);
            }
        });
        manager.start();
        manager.join();

        assertThatIllegalStateException().isThrownBy(() -> branch.hold(MESSAGE));
        assertThat(branch.messages()).isEmpty();
    }

    @Test
    void votesAgainstAMessageThatCameAfterTheIntent() throws XAException {
        Xid xid = started(14);
        Branch branch = resource.current();
        branch.hold(MESSAGE);
        branch.recorded(1, 4711);
        branch.hold(MESSAGE);
        resource.end(xid, XAResource.TMSUCCESS);

        fails(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));
    }

    @Test
    void takesNoMessageOnceTheTransactionCompletes() throws XAException {
        started(12);
        Branch branch = resource.current();
        branch.complete();

        assertThatIllegalStateException().isThrownBy(() -> branch.hold(MESSAGE));
    }

    @Test
    void answersWrongCallsWithTheCodesOfTheSpecification() throws XAException {
        Xid unknown = xid(13);
        fails(XAException.XAER_NOTA, () -> resource.prepare(unknown));
        fails(XAException.XAER_NOTA, () -> resource.commit(unknown, false));
        fails(XAException.XAER_NOTA, () -> resource.rollback(unknown));
        fails(XAException.XAER_NOTA, () -> resource.forget(unknown));
        fails(XAException.XAER_NOTA, () -> resource.end(unknown, XAResource.TMSUCCESS));
        fails(XAException.XAER_NOTA, () -> resource.start(unknown, XAResource.TMJOIN));
        fails(XAException.XAER_NOTA, () -> resource.start(unknown, XAResource.TMRESUME));
        fails(XAException.XAER_INVAL, () -> resource.start(unknown, XAResource.TMFAIL));
        fails(XAException.XAER_INVAL, () -> resource.end(unknown, XAResource.TMJOIN));
        Xid xid = started(14);
        fails(XAException.XAER_PROTO, () -> resource.start(xid(15), XAResource.TMNOFLAGS));
        fails(XAException.XAER_DUPID, () -> new AdapterXAResource(branches).start(xid, XAResource.TMNOFLAGS));
    }

    @Test
    void hasNothingToRecover() {
        assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .isEmpty();
    }

    private Xid started(int number) throws XAException {
        Xid xid = xid(number);
        resource.start(xid, XAResource.TMNOFLAGS);
        return xid;
    }

    private static void fails(int code, ThrowingCallable call) {
        assertThatExceptionOfType(XAException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.errorCode).isEqualTo(code));
    }

    /** A new object at each call, without equals: only its content may count. */
    private static Xid xid(int number) {
        return new Xid() {
            @Override
            public int getFormatId() {
                return 1;
            }

            @Override
            public byte[] getGlobalTransactionId() {
                return new byte[] {(byte) number};
            }

            @Override
            public byte[] getBranchQualifier() {
                return new byte[] {1};
            }
        };
    }
}
