package org.jobyard.systemtests.container;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.jobyard.ra.api.AmqpDestination;

/** Plain Jakarta EE code: an EntityManager and a JMSContext in one container-managed transaction. */
@Stateless
public class RowAndMessage {
    @PersistenceContext(unitName = "jobyard")
    private EntityManager rows;

    @Resource(lookup = "jms/jobyard")
    private ConnectionFactory connections;

    @Resource
    private EJBContext context;

    /** Does something in the transaction, after the row was written and the message sent. */
    public interface Step {
        /** May throw, or mark the transaction. */
        void run(EJBContext context) throws Exception;
    }

    /** Writes a row and sends a message. */
    public void write(String name, String queue, Step step) throws Exception {
        insert(name);
        try (JMSContext messages = connections.createContext()) {
            messages.createProducer().send(AmqpDestination.queue(queue), name);
        }
        step.run(context);
    }

    /** The other order: the message first. */
    public void writeMessageFirst(String name, String queue, Step step) throws Exception {
        try (JMSContext messages = connections.createContext()) {
            messages.createProducer().send(AmqpDestination.queue(queue), name);
        }
        insert(name);
        step.run(context);
    }

    /** Writes a row and sends a message in a transaction that the database cannot prepare: it has a temporary table. */
    public void writeWhatCannotBePrepared(String name, String queue) {
        insert(name);
        rows.createNativeQuery("create temporary table not_prepared (id integer) on commit drop")
                .executeUpdate();
        try (JMSContext messages = connections.createContext()) {
            messages.createProducer().send(AmqpDestination.queue(queue), name);
        }
    }

    /** Sends a message in a transaction whose rows the database refuses only when it is asked to commit. */
    public void writeWhatCannotCommit(String name, String queue) {
        try (JMSContext messages = connections.createContext()) {
            messages.createProducer().send(AmqpDestination.queue(queue), name);
        }
        rows.createNativeQuery("insert into deferred_check (id) values (1), (1)")
                .executeUpdate();
    }

    /** A table whose uniqueness is checked at the commit. */
    public void createDeferredCheck() {
        rows.createNativeQuery("create table if not exists deferred_check "
                        + "(id integer unique deferrable initially deferred)")
                .executeUpdate();
    }

    /** Whether a row is there, as another transaction sees it. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean exists(String name) {
        return count("select count(*) from counter where name = ?1", name) == 1;
    }

    /** How many rows a query counts. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long count(String query, Object parameter) {
        return ((Number)
                        rows.createNativeQuery(query).setParameter(1, parameter).getSingleResult())
                .longValue();
    }

    private void insert(String name) {
        rows.createNativeQuery("insert into counter (name, value) values (?1, 1)")
                .setParameter(1, name)
                .executeUpdate();
    }
}
